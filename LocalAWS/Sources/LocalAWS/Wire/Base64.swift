/// Base64 (RFC 4648, section 4), as far as requests need it here.
enum Base64 {
    /// How many bytes a text stands for; nil for one that isn't base64. Line ends within it don't count.
    static func decodedLength(of text: String) -> Int? {
        let digits = text.utf8.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        let padding = digits.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard digits.count % 4 == 0, padding <= 2, digits.dropLast(padding).allSatisfy(isDigit) else {
            return nil
        }
        return digits.count / 4 * 3 - padding
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
