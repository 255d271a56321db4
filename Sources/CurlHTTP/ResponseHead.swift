internal import HTTPTypes

/// An answer's status and header fields, put together from the lines that libcurl hands over one by one: perhaps
/// several interim heads (1xx), then the final one, then, after a chunked body, trailer fields, which are dropped.
struct ResponseHead {
    private var status: HTTPResponse.Status?
    private var fields: [HTTPField] = []
    private var size = 0
    private var isComplete = false
    /// Whether the limit was the reason for a refusal.
    private(set) var isTooLarge = false

    /// The final head, once all of it has come.
    var response: HTTPResponse? {
        guard isComplete, let status else { return nil }
        return HTTPResponse(status: status, headerFields: HTTPFields(fields))
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
        let line = unsafe bytes.prefix(upTo: Self.endOfText(in: bytes))
        if unsafe line.isEmpty { return endHead() }
        if unsafe line.starts(with: "HTTP/".utf8) { return unsafe beginHead(line) }
        return unsafe appendField(line)
    }

    private mutating func beginHead(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
        let parts = unsafe line.split(
            separator: UInt8(ascii: " "),
            maxSplits: 2,
            omittingEmptySubsequences: false
        )
        guard unsafe parts.count >= 2, unsafe parts[1].count == 3,
            let code = unsafe Int(String(decoding: parts[1], as: UTF8.self)), code >= 100
        else { return false }
        let reason = unsafe parts.count == 3 ? String(decoding: parts[2], as: UTF8.self) : ""
        status = HTTPResponse.Status(code: code, reasonPhrase: reason)
        fields = []
        return true
    }

    private mutating func endHead() -> Bool {
        guard let status else { return false }
        isComplete = status.kind != .informational
        if isComplete, status.code != 204, status.code != 304 {
            declaredBodyLength = fields.first { $0.name == .contentLength }.flatMap { Int($0.value) }
        }
        return true
    }

    /// A line that begins with white space continues the field before it (RFC 9112, section 5.2).
    private mutating func appendField(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard status != nil else { return false }
        if unsafe Self.isBlank(line[line.startIndex]) {
            guard var last = fields.popLast() else { return false }
            last.value += unsafe " " + Self.text(line)
            fields.append(last)
            return true
        }
        guard let colon = unsafe line.firstIndex(of: UInt8(ascii: ":")),
            let name = unsafe HTTPField.Name(String(decoding: line[..<colon], as: UTF8.self))
        else { return false }
        let value = unsafe Self.text(line[(colon + 1)...])
        fields.append(HTTPField(name: name, value: value))
        return true
    }

    /// Where the line end begins.
    private static func endOfText(in line: UnsafeRawBufferPointer) -> Int {
        var end = line.count
        while end > 0, unsafe isLineEnd(line[end - 1]) { end -= 1 }
        return end
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n")
    }

    /// Without white space around it.
    private static func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        var (start, end) = unsafe (bytes.startIndex, bytes.endIndex)
        while start < end, unsafe isBlank(bytes[start]) { start += 1 }
        while start < end, unsafe isBlank(bytes[end - 1]) { end -= 1 }
        return unsafe String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
