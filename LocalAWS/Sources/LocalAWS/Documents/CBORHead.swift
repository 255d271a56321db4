/// The first byte of a CBOR item: what kind it is, and how long or large (RFC 8949, section 3).
struct CBORHead: Equatable {
    enum Major: UInt8 {
        case unsigned, negative, bytes, text, list, map, tag, simple
    }

    let major: Major
    /// The number itself, how many bytes of it follow, or that the length is indefinite.
    let information: UInt8

    init(_ byte: UInt8) {
        // Three bits have eight values, all of which are kinds.
        major = Major(rawValue: byte >> 5) ?? .simple
        information = byte & 0x1F
    }

    /// Whether a break ends it, rather than its length.
    var isIndefinite: Bool { information == 31 && major != .simple }

    /// Whether it is what ends an item of indefinite length.
    var isBreak: Bool { information == 31 && major == .simple }

    /// Writes a head, in as few bytes as it takes.
    static func append(_ major: Major, _ argument: UInt64, to bytes: inout [UInt8]) {
        let kind = major.rawValue << 5
        switch argument {
        case 0..<24: bytes.append(kind | UInt8(argument))
        case 24...0xFF: append(kind | 24, argument, width: 1, to: &bytes)
        case 0x100...0xFFFF: append(kind | 25, argument, width: 2, to: &bytes)
        case 0x1_0000...0xFFFF_FFFF: append(kind | 26, argument, width: 4, to: &bytes)
        default: append(kind | 27, argument, width: 8, to: &bytes)
        }
    }

    static func append(_ head: UInt8, _ argument: UInt64, width: Int, to bytes: inout [UInt8]) {
        bytes.append(head)
        for shift in stride(from: (width - 1) * 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: argument >> UInt64(shift)))
        }
    }
}
