internal import Platform

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

/// Members, written one after the other.
extension JSONText {
    /// A comma, unless the member to come is the first of its object or array.
    static func separate(_ bytes: inout [UInt8]) {
        guard let last = bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") else { return }
        bytes.append(UInt8(ascii: ","))
    }

    /// The name of an object's next member, and its colon.
    static func appendName(_ name: String, to bytes: inout [UInt8]) {
        separate(&bytes)
        append(name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
    }

    /// Seconds since 1970, with three decimals.
    static func append(_ moment: Timestamp, to bytes: inout [UInt8]) {
        let milliseconds = moment.millisecondsSinceEpoch
        bytes += String(milliseconds / 1_000).utf8
        bytes.append(UInt8(ascii: "."))
        let fraction = String(milliseconds % 1_000)
        bytes += String(repeating: "0", count: 3 - fraction.utf8.count).utf8
        bytes += fraction.utf8
    }
}
