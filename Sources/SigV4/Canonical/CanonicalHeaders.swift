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
        var lines: [UInt8] = []
        lines.reserveCapacity(1_024)
        var names: [UInt8] = []
        names.reserveCapacity(128)
        var last = ""
        for (name, index) in sortedNames(of: request, where: isSigned) {
            if name == last {
                lines.append(UInt8(ascii: ","))
            } else {
                if !last.isEmpty {
                    lines.append(UInt8(ascii: "\n"))
                    names.append(UInt8(ascii: ";"))
                }
                last = name
                lines += last.utf8
                lines.append(UInt8(ascii: ":"))
                names += last.utf8
            }
            lines.appendTidied(
                index.map { request.headerFields[$0] }
                    ?? HTTPField(name: .hostHeader, value: request.authority ?? "")
            )
        }
        if !last.isEmpty { lines.append(UInt8(ascii: "\n")) }
        self.lines = lines
        signedHeaders = String(decoding: names, as: UTF8.self)
    }
}

/// The names of the signed headers in their order, and where the fields are; those of one name stay in the order in which
/// they came. The host that stands in no field, but in the request's authority, is nowhere.
private func sortedNames(
    of request: HTTPRequest,
    where isSigned: (HTTPField.Name) -> Bool
) -> [(name: String, index: Int?)] {
    var sorted: [(name: String, index: Int?)] = []
    sorted.reserveCapacity(request.headerFields.count + 1)
    var lacksHost = isSigned(.hostHeader) && request.authority != nil
    for index in request.headerFields.indices {
        let name = request.headerFields[index].name
        guard isSigned(name) else { continue }
        if name == .hostHeader { lacksHost = false }
        sorted.append((name.canonicalName, index))
    }
    if lacksHost { sorted.append((HTTPField.Name.hostHeader.canonicalName, nil)) }
    sorted.sort { $0.name < $1.name }
    return sorted
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
