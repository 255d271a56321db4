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
}
