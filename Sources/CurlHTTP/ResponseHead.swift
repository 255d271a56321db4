internal import HTTPTypes

/// An answer's status and header fields, put together from the lines that libcurl hands over one by one: perhaps
/// several interim heads (1xx), then the final one, then, after a chunked body, trailer fields, which are dropped.
struct ResponseHead {
    private var status: HTTPResponse.Status?
    private var fields = HTTPFields()
    private var size = 0
    private var isComplete = false
    /// Whether the limit was the reason for a refusal.
    private(set) var isTooLarge = false

    /// The final head, once all of it has come.
    var response: HTTPResponse? {
        guard isComplete, let status else { return nil }
        return HTTPResponse(status: status, headerFields: fields)
    }

    /// What `Content-Length` says, once the final head has come; nil without one, or where it doesn't speak of the
    /// answer's own body.
    private(set) var declaredBodyLength: Int?

    /// Takes one line with its line end; false when it isn't HTTP, or when the heads pass the limit.
    mutating func append(_ bytes: UnsafeRawBufferPointer, limit: Int) -> Bool {
        size += bytes.count
        isTooLarge = size > limit
        guard !isTooLarge else { return false }
        guard !isComplete else { return true }
        var line = unsafe Array(bytes)
        while let last = line.last, Self.isLineEnd(last) { line.removeLast() }
        if line.isEmpty { return endHead() }
        if line.starts(with: "HTTP/".utf8) { return beginHead(line) }
        return appendField(line)
    }

    private mutating func beginHead(_ line: [UInt8]) -> Bool {
        let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[1].count == 3,
            let code = Int(String(decoding: parts[1], as: UTF8.self)), code >= 100
        else { return false }
        let reason = parts.count == 3 ? String(decoding: parts[2], as: UTF8.self) : ""
        status = HTTPResponse.Status(code: code, reasonPhrase: reason)
        fields = HTTPFields()
        return true
    }

    private mutating func endHead() -> Bool {
        guard let status else { return false }
        isComplete = status.kind != .informational
        if isComplete, status.code != 204, status.code != 304 {
            declaredBodyLength = fields[.contentLength].flatMap { Int($0) }
        }
        return true
    }

    /// A line that begins with white space continues the field before it (RFC 9112, section 5.2).
    private mutating func appendField(_ line: [UInt8]) -> Bool {
        guard status != nil else { return false }
        if Self.isBlank(line[0]) {
            guard var last = fields.popLast() else { return false }
            last.value += " " + String(decoding: Self.trimmed(line[...]), as: UTF8.self)
            fields.append(last)
            return true
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
            let name = HTTPField.Name(String(decoding: line[..<colon], as: UTF8.self))
        else { return false }
        let value = Self.trimmed(line[(colon + 1)...])
        fields.append(HTTPField(name: name, value: String(decoding: value, as: UTF8.self)))
        return true
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n")
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = bytes.firstIndex { !isBlank($0) } ?? bytes.endIndex
        let end = bytes.lastIndex { !isBlank($0) } ?? bytes.startIndex
        return start <= end && start < bytes.endIndex ? bytes[start...end] : []
    }
}
