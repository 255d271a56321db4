internal import HTTPTypes
internal import Platform

/// A request as libcurl is to send it: checked once, and plain text ever after.
struct WireRequest: Sendable {
    enum Scheme: String { case http, https }

    let scheme: Scheme
    /// Host and port as they stand in the URL and in the `Host` field.
    let authority: String
    let method: String
    /// The request target, byte for byte: path and query.
    let target: String
    let headerLines: HeaderLines
    let body: [UInt8]

    /// The authority without its port.
    var host: String { String(authority[..<hostEnd]) }

    /// The port, if one was given.
    var port: String? { hostEnd == authority.endIndex ? nil : String(authority[hostEnd...].dropFirst()) }

    private var hostEnd: String.Index {
        let bytes = authority.utf8
        if bytes.last == UInt8(ascii: "]") { return bytes.endIndex }
        return bytes.lastIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
    }

    /// Scheme, host and port, for errors.
    var origin: String { "\(scheme.rawValue)://\(authority)" }

    /// The request, or the reason why it can't be sent as it is.
    init(_ request: HTTPRequest, body: [UInt8]) throws(TransportError) {
        do {
            scheme = try Self.scheme(of: request)
            authority = try Self.authority(of: request)
            method = try Self.method(of: request, hasBody: !body.isEmpty)
            target = try Self.target(of: request)
            headerLines = try Self.headerLines(of: request, authority: authority, bodyCount: body.count)
            self.body = body
            try Self.checkHeadSize(target: target, headerLines)
        } catch {
            throw TransportError(
                kind: .invalidRequest,
                progress: .notSent,
                origin: Self.origin(of: request),
                code: 0,
                message: error.reason
            )
        }
    }
}

extension WireRequest {
    private struct Refusal: Error {
        let reason: String
    }

    private static func scheme(of request: HTTPRequest) throws(Refusal) -> Scheme {
        guard let scheme = request.scheme.flatMap({ Scheme(rawValue: $0.lowercased()) }) else {
            throw Refusal(reason: "the scheme is neither http nor https")
        }
        return scheme
    }

    private static func authority(of request: HTTPRequest) throws(Refusal) -> String {
        guard let authority = request.authority, !authority.isEmpty else {
            throw Refusal(reason: "there is no host")
        }
        let allowed = authority.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "-._~:[]".utf8.contains(byte)
            }
        }
        guard allowed else {
            throw Refusal(reason: "the host has a character that doesn't belong in one")
        }
        return authority
    }

    private static func method(of request: HTTPRequest, hasBody: Bool) throws(Refusal) -> String {
        let method = request.method.rawValue
        guard HTTPRequest.Method(method) != nil, method != "CONNECT" else {
            throw Refusal(reason: "the method can't be sent")
        }
        guard method != "HEAD" || !hasBody else { throw Refusal(reason: "a HEAD request has no body") }
        return method
    }

    /// An empty path is sent as `/` (RFC 9112, section 3.2.1).
    private static func target(of request: HTTPRequest) throws(Refusal) -> String {
        let path = request.path ?? ""
        let target = path.hasPrefix("/") ? path : "/" + path
        guard path.isEmpty || path.hasPrefix("/") || path.hasPrefix("?") else {
            throw Refusal(reason: "the path doesn't begin with a slash")
        }
        guard target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }) else {
            throw Refusal(
                reason:
                    "the path has a space, a '#', a control or non-ASCII character that isn't percent-encoded"
            )
        }
        return target
    }

    private static func headerLines(
        of request: HTTPRequest,
        authority: String,
        bodyCount: Int
    ) throws(Refusal) -> HeaderLines {
        var lines = HeaderLines(capacity: usualHeadSize)
        lines.append("Host", authority)
        // What libcurl would add by itself.
        var own: [HTTPField.Name] = [.accept, .contentType, .expect]
        for field in request.headerFields {
            try check(field.name, field.value, authority: authority, bodyCount: bodyCount)
            if field.name.canonicalName == "host" { continue }
            lines.append(field.name.rawName, field.value)
            own.removeAll { $0 == field.name }
        }
        for name in own { lines.leaveOut(name.rawName) }
        return lines
    }

    /// That of a signed request with a session token.
    private static let usualHeadSize = 1_536

    private static func check(
        _ name: HTTPField.Name,
        _ value: String,
        authority: String,
        bodyCount: Int
    ) throws(Refusal) {
        let name = name.canonicalName
        // A name is a token, or else one of the pseudo fields of HTTP/2, which begin with a colon.
        guard name.utf8.first != UInt8(ascii: ":"),
            isSendable(value)
        else {
            throw Refusal(reason: "the header field \(name) has a character that can't be sent")
        }
        switch name {
        case "host" where value != authority:
            throw Refusal(reason: "the Host field is not the URL's host")
        case "content-length" where value != String(bodyCount):
            throw Refusal(reason: "the Content-Length field is not the body's length")
        case "transfer-encoding":
            throw Refusal(reason: "a body is always sent with its length and never with a Transfer-Encoding")
        default: return
        }
    }

    /// libcurl takes a head of more than 1,048,576 bytes for a want of memory, and adds some lines of its own.
    private static func checkHeadSize(target: String, _ lines: HeaderLines) throws(Refusal) {
        let size = target.utf8.count + lines.size
        guard size <= headLimit else {
            throw Refusal(
                reason: "the request's head has \(size) bytes, and no more than \(headLimit) can be sent"
            )
        }
    }

    private static let headLimit = 1_000_000

    /// Whether it is a field value (RFC 9110, section 5.5). Session tokens are long, so the usual case is decided first.
    private static func isSendable(_ value: String) -> Bool {
        let (bytes, space) = (value.utf8, UInt8(ascii: " "))
        return bytes.span.isPrintableASCII && bytes.first != space && bytes.last != space
            || HTTPField.isValidValue(value)
    }

    /// What can be said of where an invalid request was going: never user-info.
    private static func origin(of request: HTTPRequest) -> String {
        let authority = request.authority ?? ""
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        return "\(request.scheme ?? "")://\(host)"
    }
}
