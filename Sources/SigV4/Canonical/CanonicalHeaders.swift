internal import HTTPTypes

/// The signed headers, sorted by name, with tidied values.
struct CanonicalHeaders {
    /// Sorted by lower-case name; fields of one name in the order in which they came.
    private let fields: [HTTPField]
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
        var fields: [HTTPField] = []
        fields.reserveCapacity(request.headerFields.count + 1)
        var host = isSigned(.hostHeader) ? request.authority : nil
        for field in request.headerFields where isSigned(field.name) {
            if field.name == .hostHeader { host = nil }
            fields.append(field)
        }
        if let host { fields.append(HTTPField(name: .hostHeader, value: host)) }
        fields.sort { $0.name.canonicalName < $1.name.canonicalName }
        self.fields = fields

        var names: [UInt8] = []
        names.reserveCapacity(128)
        var last = ""
        for field in fields where field.name.canonicalName != last {
            last = field.name.canonicalName
            if !names.isEmpty { names.append(UInt8(ascii: ";")) }
            names += last.utf8
        }
        signedHeaders = String(decoding: names, as: UTF8.self)
    }

    /// A line for each name; values of one name have commas between them.
    func write(to bytes: inout [UInt8]) {
        var last = ""
        for field in fields {
            if field.name.canonicalName == last {
                bytes.append(UInt8(ascii: ","))
            } else {
                if !last.isEmpty { bytes.append(UInt8(ascii: "\n")) }
                last = field.name.canonicalName
                bytes += last.utf8
                bytes.append(UInt8(ascii: ":"))
            }
            bytes.appendTidied(field)
        }
        if !last.isEmpty { bytes.append(UInt8(ascii: "\n")) }
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
