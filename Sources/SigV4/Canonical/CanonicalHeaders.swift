internal import HTTPTypes

/// The signed headers, sorted by name, with tidied values.
struct CanonicalHeaders {
    /// Sorted by lower-case name; fields of one name in the order in which they came.
    private let fields: [HTTPField]
    /// The names, with semicolons between them.
    let signedHeaders: String

    /// All headers that may be signed, and the host.
    init(signing request: HTTPRequest, except unsigned: HTTPField.Name? = nil) {
        var fields = request.headerFields.filter { !$0.name.isNeverSigned && $0.name != unsigned }
        if !request.headerFields.contains(.hostHeader) {
            fields.append(HTTPField(name: .hostHeader, value: request.authority ?? ""))
        }
        self.init(Array(fields))
    }

    /// The headers of these names. A name that the request hasn't is left out.
    init(named names: [String], in request: HTTPRequest) {
        let names = Set(names)
        var fields = request.headerFields.filter { names.contains($0.name.canonicalName) }
        if names.contains("host"), !fields.contains(.hostHeader) {
            fields.append(HTTPField(name: .hostHeader, value: request.authority ?? ""))
        }
        self.init(Array(fields))
    }

    private init(_ unsorted: [HTTPField]) {
        fields = unsorted.sorted { $0.name.canonicalName < $1.name.canonicalName }
        var names = ""
        var last: HTTPField.Name?
        for field in fields where field.name != last {
            if last != nil { names += ";" }
            names += field.name.canonicalName
            last = field.name
        }
        signedHeaders = names
    }

    /// A line for each name; values of one name have commas between them.
    func write(to bytes: inout [UInt8]) {
        var last: HTTPField.Name?
        for field in fields {
            if field.name == last {
                bytes.append(UInt8(ascii: ","))
            } else {
                if last != nil { bytes.append(UInt8(ascii: "\n")) }
                bytes += field.name.canonicalName.utf8
                bytes.append(UInt8(ascii: ":"))
                last = field.name
            }
            bytes.appendTidied(field)
        }
        if last != nil { bytes.append(UInt8(ascii: "\n")) }
    }
}

extension [UInt8] {
    /// Appends the value without white space around it, and with one space for each run inside. Quoted text is no
    /// exception: the specification once made it one, but neither AWS nor botocore does.
    fileprivate mutating func appendTidied(_ field: HTTPField) {
        unsafe field.withUnsafeBytesOfValue { value in
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
        self == 0x20 || (0x09...0x0D).contains(self) || (0x1C...0x1F).contains(self)
    }
}
