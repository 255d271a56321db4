/// Reads JSON (RFC 8259) strictly: no comments, no trailing commas, no name twice, valid UTF-8 and surrogates.
struct JSONReader {
    /// How deep objects and arrays may nest; what AWS takes is far below.
    private static let maximumDepth = 512

    let bytes: [UInt8]
    var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The one document that the bytes are.
    mutating func document() throws(DocumentError) -> Document {
        let document = try value(depth: 0)
        skipWhiteSpace()
        guard position == bytes.count else { throw error("something after the end of the document") }
        return document
    }

    private mutating func value(depth: Int) throws(DocumentError) -> Document {
        guard depth <= Self.maximumDepth else { throw error("more than \(Self.maximumDepth) levels") }
        skipWhiteSpace()
        guard position < bytes.count else { throw error("the end, where a value was expected,") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try literal("true", .boolean(true))
        case UInt8(ascii: "f"): return try literal("false", .boolean(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return try number()
        }
    }

    private mutating func object(depth: Int) throws(DocumentError) -> Document {
        position += 1
        var members: [String: Document] = [:]
        guard !take(UInt8(ascii: "}")) else { return .structure(members) }
        repeat {
            skipWhiteSpace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw error("no member's name")
            }
            let name = try string()
            guard take(UInt8(ascii: ":")) else { throw error("no colon after a member's name") }
            let member = try value(depth: depth + 1)
            guard members.updateValue(member, forKey: name) == nil else {
                throw error("the member \(name.debugDescription) a second time")
            }
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw error("neither a comma nor the end of an object") }
        return .structure(members)
    }

    private mutating func array(depth: Int) throws(DocumentError) -> Document {
        position += 1
        var members: [Document] = []
        guard !take(UInt8(ascii: "]")) else { return .list(members) }
        repeat {
            members.append(try value(depth: depth + 1))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw error("neither a comma nor the end of an array") }
        return .list(members)
    }

    private mutating func literal(
        _ word: StaticString,
        _ document: Document
    ) throws(DocumentError) -> Document {
        guard bytes[position...].starts(with: word.description.utf8) else { throw error("no value") }
        position += word.utf8CodeUnitCount
        return document
    }
}

// MARK: - Bytes

extension JSONReader {
    private mutating func skipWhiteSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    /// Takes that byte after white space, if it is there.
    private mutating func take(_ byte: UInt8) -> Bool {
        skipWhiteSpace()
        return takeByte(byte)
    }

    mutating func takeByte(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    func error(_ found: String) -> DocumentError {
        DocumentError(reason: "found \(found)", offset: position)
    }
}
