internal import HTTPTypes
internal import Platform

/// The signed headers, sorted by name, with tidied values.
struct CanonicalHeaders {
    /// A line for each name, values of one name with commas between them, each ended by a line break.
    let lines: [UInt8]
    /// The names, with semicolons between them.
    let signedHeaders: String

    /// All headers that may be signed, and the host.
    init(signing request: HTTPRequest, except unsigned: HTTPField.Name? = nil) {
        self.init(request) { !$0.isNeverSigned && $0 != unsigned }
    }

    /// The headers of these names. A name that the request hasn't is left out.
    init(named names: [String], in request: HTTPRequest) {
        let names = Set(names)
        self.init(request) { names.contains($0.canonicalName) }
    }

    private init(_ request: HTTPRequest, where isSigned: (HTTPField.Name) -> Bool) {
        var values = HeaderValues()
        var lacksHost = isSigned(.hostHeader)
        for field in request.headerFields where isSigned(field.name) {
            if field.name == .hostHeader { lacksHost = false }
            values.append(field)
        }
        if lacksHost, let host = request.authority {
            values.append(HTTPField(name: .hostHeader, value: host))
        }
        (lines, signedHeaders) = values.sorted()
    }
}

/// The values of headers, tidied, in the order in which they came, and whose they are.
private struct HeaderValues {
    private struct Header {
        let name: String
        let start: Int
        let end: Int
    }

    private var headers: [Header] = []
    private var bytes: [UInt8] = []

    init() {
        headers.reserveCapacity(12)
        bytes.reserveCapacity(1_024)
    }

    mutating func append(_ field: HTTPField) {
        let start = bytes.count
        bytes.appendTidied(field)
        headers.append(Header(name: field.name.canonicalName, start: start, end: bytes.count))
    }

    /// By name; the values of one name stay in the order in which they came.
    consuming func sorted() -> (lines: [UInt8], names: String) {
        headers.sort { $0.name < $1.name }
        var lines: [UInt8] = []
        lines.reserveCapacity(bytes.count + 256)
        var names: [UInt8] = []
        names.reserveCapacity(128)
        var last = ""
        for header in headers {
            if header.name == last {
                lines.append(UInt8(ascii: ","))
            } else {
                if !last.isEmpty {
                    lines.append(UInt8(ascii: "\n"))
                    names.append(UInt8(ascii: ";"))
                }
                last = header.name
                lines += last.utf8
                lines.append(UInt8(ascii: ":"))
                names += last.utf8
            }
            lines += bytes[header.start..<header.end]
        }
        if !last.isEmpty { lines.append(UInt8(ascii: "\n")) }
        return (lines, String(decoding: names, as: UTF8.self))
    }
}

extension [UInt8] {
    /// Appends the value without white space around it, and with one space for each run inside. Quoted text is no
    /// exception: the specification once made it one, but neither AWS nor botocore does.
    fileprivate mutating func appendTidied(_ field: HTTPField) {
        unsafe field.withUnsafeBytesOfValue { value in
            let least = unsafe Span(_unsafeElements: value).extremes?.least ?? 0xFF
            if least > 0x20 { return unsafe append(contentsOf: value) }
            var isFirst = true
            var endsInSpace = false
            for index in value.indices {
                let byte = unsafe value[index]
                if byte.isWhiteSpace {
                    endsInSpace = true
                    continue
                }
                if endsInSpace, !isFirst { append(UInt8(ascii: " ")) }
                append(byte)
                isFirst = false
                endsInSpace = false
            }
        }
    }
}

extension UInt8 {
    /// White space of ASCII as Python's `str.split` sees it.
    fileprivate var isWhiteSpace: Bool {
        (0x09...0x0D).contains(self) || (0x1C...0x20).contains(self)
    }
}
