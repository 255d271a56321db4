/// Reads CBOR (RFC 8949) as the RPC v2 CBOR protocol has it: names are texts, a tag says nothing that its content
/// doesn't. Lengths may be indefinite and numbers of any width; what is not well-formed is refused.
struct CBORReader {
    private static let maximumDepth = 256

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The one document that the bytes are.
    mutating func document() throws(DocumentError) -> Document {
        let document = try item(depth: 0)
        guard position == bytes.count else { throw error("something after the end of the document") }
        return document
    }

    private mutating func item(depth: Int) throws(DocumentError) -> Document {
        guard depth <= Self.maximumDepth else { throw error("more than \(Self.maximumDepth) levels") }
        let head = try head()
        switch head.major {
        case .unsigned: return Self.number(try argument(of: head), isNegative: false)
        case .negative: return Self.number(try argument(of: head), isNegative: true)
        case .bytes: return .bytes(Array(try string(head)))
        case .text: return .text(try text(head))
        case .list: return .list(try list(head, depth: depth))
        case .map: return .structure(try map(head, depth: depth))
        case .tag:
            _ = try argument(of: head)
            return try item(depth: depth + 1)
        case .simple: return try simple(head)
        }
    }

    /// -1 - n for a negative number; a decimal when it is beyond 64 bits.
    private static func number(_ magnitude: UInt64, isNegative: Bool) -> Document {
        guard let value = Int64(exactly: magnitude) else {
            return .decimal(isNegative ? -1 - Double(magnitude) : Double(magnitude))
        }
        return .integer(isNegative ? -1 - value : value)
    }

    private mutating func list(_ head: CBORHead, depth: Int) throws(DocumentError) -> [Document] {
        var members: [Document] = []
        var rest = try count(of: head)
        while try !isOver(&rest) { members.append(try item(depth: depth + 1)) }
        return members
    }

    private mutating func map(_ head: CBORHead, depth: Int) throws(DocumentError) -> [String: Document] {
        var members: [String: Document] = [:]
        var rest = try count(of: head)
        while try !isOver(&rest) {
            let nameHead = try self.head()
            guard nameHead.major == .text else { throw error("a name that is no text") }
            let name = try text(nameHead)
            let member = try item(depth: depth + 1)
            guard members.updateValue(member, forKey: name) == nil else {
                throw error("the member \(name.debugDescription) a second time")
            }
        }
        return members
    }

    private mutating func simple(_ head: CBORHead) throws(DocumentError) -> Document {
        switch head.information {
        case 20: return .boolean(false)
        case 21: return .boolean(true)
        case 22, 23: return .null
        case 25: return .decimal(Self.half(UInt16(truncatingIfNeeded: try argument(of: head))))
        case 26:
            return .decimal(Double(Float(bitPattern: UInt32(truncatingIfNeeded: try argument(of: head)))))
        case 27: return .decimal(Double(bitPattern: try argument(of: head)))
        default: throw error("a simple value that means nothing")
        }
    }

    /// A number of 16 bits (IEEE 754 binary16), which not every processor's Swift has a type for.
    private static func half(_ bits: UInt16) -> Double {
        let sign: Double = bits >> 15 == 0 ? 1 : -1
        let exponent = Int(bits >> 10 & 0x1F)
        let fraction = Double(bits & 0x3FF)
        switch exponent {
        case 0: return sign * Double(sign: .plus, exponent: -24, significand: fraction)
        case 31: return fraction == 0 ? sign * .infinity : .nan
        default: return sign * Double(sign: .plus, exponent: exponent - 25, significand: 1_024 + fraction)
        }
    }
}

// MARK: - Strings

extension CBORReader {
    private mutating func text(_ head: CBORHead) throws(DocumentError) -> String {
        guard let text = String(validating: try string(head), as: UTF8.self) else {
            throw error("a text that is no UTF-8")
        }
        return text
    }

    /// The bytes of a text or of bytes, in one piece or in several of the same kind.
    private mutating func string(_ head: CBORHead) throws(DocumentError) -> ArraySlice<UInt8> {
        guard head.isIndefinite else { return try take(try argument(of: head)) }
        var whole: [UInt8] = []
        while true {
            let piece = try self.head()
            if piece.isBreak { return whole[...] }
            guard piece.major == head.major, !piece.isIndefinite else {
                throw error("a piece of another kind")
            }
            whole += try take(try argument(of: piece))
        }
    }

    private mutating func take(_ count: UInt64) throws(DocumentError) -> ArraySlice<UInt8> {
        guard count <= UInt64(bytes.count - position) else { throw error("the end within an item") }
        defer { position += Int(count) }
        return bytes[position..<position + Int(count)]
    }
}

// MARK: - Heads

extension CBORReader {
    private mutating func head() throws(DocumentError) -> CBORHead {
        guard let byte = try take(1).first else { throw error("the end, where an item was expected,") }
        return CBORHead(byte)
    }

    /// The number that follows a head, or is in it.
    private mutating func argument(of head: CBORHead) throws(DocumentError) -> UInt64 {
        switch head.information {
        case 0..<24: return UInt64(head.information)
        case 24...27:
            return try take(1 << UInt64(head.information - 24)).reduce(0) { $0 << 8 | UInt64($1) }
        default: throw error("a length that means nothing")
        }
    }

    /// How many items follow; nil when a break ends them.
    private mutating func count(of head: CBORHead) throws(DocumentError) -> UInt64? {
        head.isIndefinite ? nil : try argument(of: head)
    }

    /// Whether a list or a map has no more members; counts the next one down.
    private mutating func isOver(_ rest: inout UInt64?) throws(DocumentError) -> Bool {
        if let count = rest {
            guard count > 0 else { return true }
            rest = count - 1
            return false
        }
        guard position < bytes.count, CBORHead(bytes[position]).isBreak else { return false }
        position += 1
        return true
    }

    private func error(_ found: String) -> DocumentError {
        DocumentError(reason: "found \(found)", offset: position)
    }
}
