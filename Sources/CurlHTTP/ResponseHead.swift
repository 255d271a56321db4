internal import HTTPTypes

/// An answer's status and header fields, put together from the lines that libcurl hands over one by one: perhaps
/// several interim heads (1xx), then the final one, then, after a chunked body, trailer fields, which are dropped.
///
/// The lines are checked when they come, and made into fields when somebody asks, who mostly wants the status alone.
struct ResponseHead: Sendable, Equatable {
    /// Where a field stands in `text`: its name up to the colon, and its value after it.
    private struct Bounds: Equatable {
        let start: Int
        let colon: Int
        var end: Int
    }

    private var code: Int?
    private var text: [UInt8] = []
    private var reasonEnd = 0
    private var bounds: [Bounds] = []
    private var size = 0
    /// Whether all of the final head has come.
    private(set) var isComplete = false
    /// Whether the limit was the reason for a refusal.
    private(set) var isTooLarge = false

    /// What `Content-Length` says, once the final head has come; nil without one, or where it doesn't speak of the
    /// answer's own body.
    private(set) var declaredBodyLength: Int?
}

// MARK: - What came

extension ResponseHead {
    /// The status of the head that came last; 0 before any has come.
    var status: HTTPResponse.Status {
        HTTPResponse.Status(
            code: code ?? 0,
            reasonPhrase: String(decoding: text[..<reasonEnd], as: UTF8.self)
        )
    }

    /// The header fields, in their order.
    var fields: HTTPFields {
        HTTPFields(
            bounds.compactMap { field in
                HTTPField.Name(String(decoding: text[field.start..<field.colon], as: UTF8.self)).map {
                    HTTPField(name: $0, value: String(decoding: value(of: field), as: UTF8.self))
                }
            }
        )
    }

    /// Without white space around it: what comes last was taken off when it came.
    private func value(of field: Bounds) -> ArraySlice<UInt8> {
        text[(field.colon + 1)..<field.end].drop(while: \.isBlank)
    }
}

// MARK: - What comes

extension ResponseHead {
    /// Takes one line with its line end; false when it isn't HTTP, or when the heads pass the limit.
    mutating func append(_ bytes: UnsafeRawBufferPointer, limit: Int) -> Bool {
        size += bytes.count
        isTooLarge = size > limit
        guard !isTooLarge else { return false }
        guard !isComplete else { return true }
        let line = unsafe UnsafeRawBufferPointer(rebasing: bytes[..<Self.endOfText(in: bytes)])
        if unsafe line.isEmpty { return endHead() }
        if unsafe line.starts(with: "HTTP/".utf8) { return unsafe beginHead(line) }
        return unsafe appendField(line)
    }

    /// `HTTP/1.1 200 OK`: three digits between the first space and the second, which may be missing.
    private mutating func beginHead(_ line: UnsafeRawBufferPointer) -> Bool {
        let space = UInt8(ascii: " ")
        guard let first = unsafe line.firstIndex(of: space), line.count >= first + 4 else { return false }
        var code = 0
        for index in (first + 1)...(first + 3) {
            guard let digit = unsafe line[index].digit else { return false }
            code = code * 10 + digit
        }
        guard code >= 100, unsafe line.count == first + 4 || line[first + 4] == space else { return false }
        self.code = code
        text = unsafe Array(line.dropFirst(first + 5))
        text.reserveCapacity(Self.usualSize)
        reasonEnd = text.count
        bounds = []
        return true
    }

    private mutating func endHead() -> Bool {
        guard let code else { return false }
        isComplete = code >= 200
        if isComplete, code != 204, code != 304 {
            let field = bounds.first { text[$0.start..<$0.colon].isContentLength }
            declaredBodyLength = field.flatMap { value(of: $0).number }
        }
        return true
    }

    /// A line that begins with white space continues the field before it (RFC 9112, section 5.2).
    private mutating func appendField(_ line: UnsafeRawBufferPointer) -> Bool {
        guard code != nil else { return false }
        let end = unsafe (line.lastIndex { !$0.isBlank } ?? -1) + 1
        if unsafe line[0].isBlank {
            guard !bounds.isEmpty else { return false }
            text.append(UInt8(ascii: " "))
            unsafe text.append(contentsOf: line[..<end].drop(while: \.isBlank))
            bounds[bounds.count - 1].end = text.count
            return true
        }
        guard let colon = unsafe line.firstIndex(of: UInt8(ascii: ":")), colon > 0,
            unsafe line[..<colon].allSatisfy(\.isTokenCharacter)
        else { return false }
        let start = text.count
        unsafe text.append(contentsOf: line[..<end])
        bounds.append(Bounds(start: start, colon: start + colon, end: text.count))
        return true
    }

    /// Where the line end begins.
    private static func endOfText(in line: UnsafeRawBufferPointer) -> Int {
        var end = line.count
        while end > 0, unsafe line[end - 1].isLineEnd { end -= 1 }
        return end
    }

    private static let usualSize = 512
}

extension ArraySlice<UInt8> {
    /// A number written in digits and nothing else; nil if it is no number, or none that fits.
    fileprivate var number: Int? {
        guard !isEmpty else { return nil }
        var number = 0
        for byte in self {
            guard let digit = byte.digit else { return nil }
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(digit)
            guard !overflow, !carry else { return nil }
            number = sum
        }
        return number
    }

    fileprivate var isContentLength: Bool {
        let name: StaticString = "content-length"
        guard count == name.utf8CodeUnitCount else { return false }
        return unsafe zip(self, UnsafeBufferPointer(start: name.utf8Start, count: count)).allSatisfy {
            $0 | 0x20 == $1 | 0x20
        }
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

    fileprivate var isLineEnd: Bool { self == UInt8(ascii: "\r") || self == UInt8(ascii: "\n") }

    fileprivate var digit: Int? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) ? Int(self - UInt8(ascii: "0")) : nil
    }

    /// Of a field's name (RFC 9110, section 5.6.2).
    fileprivate var isTokenCharacter: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "~"):
            true
        default: "!#$%&'*^`|".utf8.contains(self)
        }
    }
}
