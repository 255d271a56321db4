/// JSON (RFC 8259).
extension Document {
    /// Reads a document that has nothing before or after it but white space.
    ///
    /// - Throws: `DocumentError` for what isn't JSON, has a name twice in one object, or nests too deep.
    package init(json bytes: some Collection<UInt8>) throws(DocumentError) {
        var reader = JSONReader(Array(bytes))
        self = try reader.document()
    }

    /// Reads a document that is a text's whole content.
    package init(json text: String) throws(DocumentError) {
        try self.init(json: text.utf8)
    }

    /// The document without white space, the members of objects in the order of their names.
    package var json: String {
        String(decoding: jsonBytes, as: UTF8.self)
    }

    /// The same in UTF-8.
    var jsonBytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .boolean(let flag): bytes += (flag ? "true" : "false").utf8
        case .integer(let number): bytes += String(number).utf8
        case .decimal(let number): JSONText.append(number, to: &bytes)
        case .text(let text): JSONText.append(text, to: &bytes)
        case .bytes(let data): JSONText.append(Base64.text(of: data), to: &bytes)
        case .list(let members): Self.write(members, to: &bytes)
        case .structure(let members): Self.write(members, to: &bytes)
        }
    }

    private static func write(_ members: [Document], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (index, member) in members.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            member.write(to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private static func write(_ members: [String: Document], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        for (index, (name, member)) in members.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            JSONText.append(name, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            member.write(to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }
}

/// Why bytes are no document.
package struct DocumentError: Error, Equatable, CustomStringConvertible {
    /// What was expected or found.
    package let reason: String
    /// Where, in bytes from the start.
    package let offset: Int

    /// The reason and the place.
    package var description: String { "\(reason) at byte \(offset)" }
}
