/// Appends JSON text to its bytes.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private let format: JSONFormat
    private var depth = 0

    init(format: JSONFormat) {
        self.format = format
        bytes.reserveCapacity(1_024)
    }

    mutating func write(_ value: JSON) {
        switch value {
        case .null: write(token: "null")
        case .bool(let value): write(token: value ? "true" : "false")
        case .integer(let value): write(token: value.description)
        case .real(let value): write(token: value.isFinite ? value.description : "null")
        case .string(let value): write(string: value)
        case .array(let elements):
            writeList(elements, between: "[", and: "]") { $0.write($1) }
        case .object(let object):
            writeList(object.members, between: "{", and: "}") { writer, member in
                writer.write(string: member.name)
                writer.write(token: writer.format.isIndented ? ": " : ":")
                writer.write(member.value)
            }
        }
    }

    private mutating func writeList<Item>(
        _ items: [Item],
        between open: String,
        and close: String,
        writeItem: (inout JSONWriter, Item) -> Void
    ) {
        write(token: open)
        depth += 1
        for (index, item) in items.enumerated() {
            if index > 0 { write(token: ",") }
            breakLine()
            writeItem(&self, item)
        }
        depth -= 1
        if !items.isEmpty { breakLine() }
        write(token: close)
    }

    private mutating func breakLine() {
        guard format.isIndented else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }

    private mutating func write(token: String) {
        bytes.append(contentsOf: token.utf8)
    }

    private mutating func write(string: String) {
        bytes.append(UInt8(ascii: "\""))
        if standsForItself(string.utf8.span) {
            bytes.append(contentsOf: string.utf8)
        } else {
            for scalar in string.unicodeScalars {
                bytes.append(contentsOf: scalar.escaped(asASCII: format.escapesNonASCII).utf8)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private func standsForItself(_ text: Span<UInt8>) -> Bool {
        for index in text.indices {
            let byte = text[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
            if byte >= 0x7F, format.escapesNonASCII { return false }
        }
        return true
    }
}

extension Unicode.Scalar {
    /// The scalar as it stands within a JSON string: itself where it may (RFC 8259, 7), or else an escape sequence.
    func escaped(asASCII: Bool) -> String {
        switch self {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case _ where value < 0x20 || (asASCII && value >= 0x7F):
            String(self).utf16.map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }.joined()
        default: String(self)
        }
    }
}
