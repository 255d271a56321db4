/// Scalars as JSON writes them.
enum JSONText {
    /// A string with its quotes. Control characters, quotes and backslashes are escaped; the rest is UTF-8.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += #"\""#.utf8
            case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
            case 0x0A: bytes += #"\n"#.utf8
            case 0x0D: bytes += #"\r"#.utf8
            case 0x09: bytes += #"\t"#.utf8
            case 0..<0x20:
                var escape = #"\u"#
                escape.appendHexadecimal(UInt64(byte), digits: 4)
                bytes += escape.utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A number. JSON has no infinities; what isn't finite is written as `null`.
    static func append(_ number: Double, to bytes: inout [UInt8]) {
        guard number.isFinite else {
            bytes += "null".utf8
            return
        }
        if let whole = Int64(exactly: number), abs(whole) < 1 << 53 {
            bytes += "\(whole).0".utf8
        } else {
            bytes += "\(number)".utf8
        }
    }
}
