/// A 64-bit hash that is the same in every run, unlike `Hasher`'s: FNV-1a over bytes.
struct Fingerprint: Sendable, Equatable {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    init(_ text: String = "") {
        combine(text)
    }

    /// Adds a text, and its end, so that "ab" + "c" isn't "a" + "bc".
    mutating func combine(_ text: String) {
        for byte in text.utf8 { combine(byte) }
        combine(0xFF)
    }

    private mutating func combine(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    /// Spreads every bit of the input over the whole word: the finisher of SplitMix64.
    static func mix(_ word: UInt64) -> UInt64 {
        var mixed = word
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension String {
    /// Appends the lowest hexadecimal digits of a number, in lower case, with leading zeros.
    mutating func appendHexadecimal(_ number: UInt64, digits: Int) {
        var ascii: [UInt8] = []
        ascii.reserveCapacity(digits)
        for position in stride(from: digits - 1, through: 0, by: -1) {
            let digit = UInt8(truncatingIfNeeded: number >> UInt64(position * 4)) & 0xF
            ascii.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
        self += String(decoding: ascii, as: UTF8.self)
    }
}
