/// Makes identifiers that look random and repeat with the seed.
struct IdentifierGenerator: Codable, Sendable, Equatable {
    /// The state of SplitMix64 (Steele, Lea, Flood 2014).
    private var state: UInt64

    /// - Parameter stream: makes another sequence of the same seed.
    init(seed: UInt64, stream: String) {
        state = seed ^ Fingerprint(stream).value
    }

    /// The next 64 bits.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Fingerprint.mix(state)
    }

    /// A resource's identifier, such as `vol-0123456789abcdef0`: the prefix and 17 hexadecimal digits.
    mutating func resourceID(_ prefix: String) -> String {
        var identifier = prefix
        identifier += "-0"
        identifier.appendHexadecimal(next(), digits: 16)
        return identifier
    }

    /// A request's identifier in the form of a random UUID (RFC 9562, version 4).
    mutating func uuid() -> String {
        let high = next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        var text = ""
        text.reserveCapacity(36)
        text.appendHexadecimal(high >> 32, digits: 8)
        text += "-"
        text.appendHexadecimal(high >> 16 & 0xFFFF, digits: 4)
        text += "-"
        text.appendHexadecimal(high & 0xFFFF, digits: 4)
        text += "-"
        text.appendHexadecimal(low >> 48, digits: 4)
        text += "-"
        text.appendHexadecimal(low & 0xFFFF_FFFF_FFFF, digits: 12)
        return text
    }

    /// An identifier of IAM, such as `AROA` and 17 letters and digits.
    mutating func uniqueID(_ prefix: String) -> String {
        prefix
            + text(
                of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
                count: ["ASIA", "AKIA"].contains(prefix) ? 16 : 17
            )
    }

    /// Letters and digits that nobody guesses who doesn't know the seed.
    mutating func secret(characters: Int) -> String {
        text(of: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", count: characters)
    }

    private mutating func text(of alphabet: String, count: Int) -> String {
        let letters = Array(alphabet)
        return String((0..<count).map { _ in letters[Int(next() % UInt64(letters.count))] })
    }
}
