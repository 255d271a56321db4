/// What two distinguished names have in common if they are equal, read from their DER without decoding them.
///
/// X.509 takes names for equal whatever the case of their letters, their spaces and the type of their strings
/// (RFC 5280, section 7.1). The key is coarser than that: equal names have equal keys, while unequal ones may have.
/// A name that would take more care than this is `.any`.
enum NameKey: Hashable {
    case letters(UInt64)
    /// Possibly equal to every other name.
    case any

    /// Of a name in DER.
    init(name bytes: [UInt8]) {
        var reader = DERReader(bytes)
        self = reader.read(.sequence).map(NameKey.init(relativeNames:)) ?? .any
    }

    /// Of the subject of a certificate, of which at least the beginning is given; nil if it doesn't reach that far.
    init?(subjectOf certificate: [UInt8]) {
        let outer = DERReader(certificate)
        guard var fields = outer.entering(.sequence)?.entering(.sequence) else { return nil }
        fields.skip(.version)
        // Serial number, signature algorithm, issuer, validity.
        for tag in [DERReader.Tag.integer, .sequence, .sequence, .sequence] where fields.read(tag) == nil {
            return nil
        }
        guard let subject = fields.read(.sequence) else { return nil }
        self.init(relativeNames: subject)
    }

    private init(relativeNames: DERReader) {
        var hash = FNV1a()
        var names = relativeNames
        while !names.isAtEnd {
            // A set of several attributes has no order.
            guard var attributes = names.read(.set), let attribute = attributes.read(.sequence),
                attributes.isAtEnd,
                hash.add(valueOf: attribute)
            else {
                self = .any
                return
            }
        }
        self = .letters(hash.value)
    }

    /// Whether the names may be equal.
    func mayEqual(_ other: NameKey) -> Bool {
        self == .any || other == .any || self == other
    }
}

/// The hash by Fowler, Noll and Vo, of ASCII letters in lower case and digits.
private struct FNV1a {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Takes up an attribute's value; false if it isn't written one byte a character, as far as ASCII goes.
    mutating func add(valueOf attribute: DERReader) -> Bool {
        var attribute = attribute
        guard attribute.read(.objectIdentifier) != nil, let (tag, value) = attribute.next(),
            DERReader.Tag.stringsWithASCII.contains(tag)
        else { return false }
        for byte in value.contents { add(byte) }
        return true
    }

    private mutating func add(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): mix(byte)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): mix(byte | 0x20)
        default: break
        }
    }

    private mutating func mix(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
}
