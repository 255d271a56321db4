internal import Platform

/// Items as CBOR has them (RFC 8949). Maps and lists are written with indefinite lengths, which every reader of Smithy's
/// protocol must accept.
enum CBORText {
    static let openList: UInt8 = 0x9F
    static let openMap: UInt8 = 0xBF
    /// What ends a list or a map of indefinite length.
    static let end: UInt8 = 0xFF

    private static let positive: UInt8 = 0x00
    private static let negative: UInt8 = 0x20
    private static let text: UInt8 = 0x60
    /// Tag 1: seconds since 1970.
    private static let epochTime: UInt8 = 0xC1
    private static let double: UInt8 = 0xFB

    static func append(_ text: String, to bytes: inout [UInt8]) {
        appendHead(Self.text, UInt64(text.utf8.count), to: &bytes)
        bytes += text.utf8
    }

    static func append(_ number: Int, to bytes: inout [UInt8]) {
        if number >= 0 {
            appendHead(positive, UInt64(number), to: &bytes)
        } else {
            appendHead(negative, UInt64(-(number + 1)), to: &bytes)
        }
    }

    static func append(_ number: Double, to bytes: inout [UInt8]) {
        bytes.append(double)
        appendBigEndian(number.bitPattern, byteCount: 8, to: &bytes)
    }

    static func append(_ flag: Bool, to bytes: inout [UInt8]) {
        bytes.append(flag ? 0xF5 : 0xF4)
    }

    static func append(_ moment: Timestamp, to bytes: inout [UInt8]) {
        bytes.append(epochTime)
        append(Double(moment.millisecondsSinceEpoch) / 1_000, to: &bytes)
    }

    /// A major type with its argument in as few bytes as it fits.
    private static func appendHead(_ type: UInt8, _ argument: UInt64, to bytes: inout [UInt8]) {
        switch argument {
        case 0..<24: bytes.append(type | UInt8(argument))
        case 24..<0x100:
            bytes.append(type | 24)
            appendBigEndian(argument, byteCount: 1, to: &bytes)
        case 0x100..<0x1_0000:
            bytes.append(type | 25)
            appendBigEndian(argument, byteCount: 2, to: &bytes)
        case 0x1_0000..<0x1_0000_0000:
            bytes.append(type | 26)
            appendBigEndian(argument, byteCount: 4, to: &bytes)
        default:
            bytes.append(type | 27)
            appendBigEndian(argument, byteCount: 8, to: &bytes)
        }
    }

    private static func appendBigEndian(_ number: UInt64, byteCount: Int, to bytes: inout [UInt8]) {
        for position in (0..<byteCount).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(position * 8)))
        }
    }
}
