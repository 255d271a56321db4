internal import HTTPTypes

/// Step 1: the request in the one form that both sides can make of it.
public struct CanonicalRequest: Sendable, Hashable, CustomStringConvertible {
    let bytes: [UInt8]
    /// The names of the signed headers, sorted, with semicolons between them.
    public let signedHeaders: String

    /// - Parameters:
    ///   - path: As it is on the wire.
    ///   - payloadHash: The body's hash in hexadecimal, or a constant in its place.
    init(
        method: HTTPRequest.Method,
        path: ArraySlice<UInt8>,
        headers: CanonicalHeaders,
        query: CanonicalQuery,
        payloadHash: String,
        options: SigningOptions
    ) {
        signedHeaders = headers.signedHeaders
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1_024)
        bytes += method.rawValue.utf8
        bytes.appendLine()
        bytes.appendCanonicalPath(path, options: options)
        bytes.appendLine()
        query.write(to: &bytes)
        bytes.appendLine()
        bytes += headers.lines
        bytes.appendLine()
        bytes += signedHeaders.utf8
        bytes.appendLine()
        bytes += payloadHash.utf8
        self.bytes = bytes
    }

    /// The lines as text. With temporary credentials the session token is among the headers: not for logs.
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}

extension [UInt8] {
    fileprivate mutating func appendLine() { append(UInt8(ascii: "\n")) }
}
