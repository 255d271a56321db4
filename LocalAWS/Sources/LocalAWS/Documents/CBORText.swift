internal import Platform

/// Scalars as CBOR writes them.
enum CBORText {
    static func appendNull(to bytes: inout [UInt8]) {
        bytes.append(0xF6)
    }

    static func append(_ flag: Bool, to bytes: inout [UInt8]) {
        bytes.append(flag ? 0xF5 : 0xF4)
    }

    static func append(_ number: Int64, to bytes: inout [UInt8]) {
        if number >= 0 {
            CBORHead.append(.unsigned, UInt64(number), to: &bytes)
        } else {
            CBORHead.append(.negative, UInt64(-1 - number), to: &bytes)
        }
    }

    static func append(_ number: Double, to bytes: inout [UInt8]) {
        CBORHead.append(0xFB, number.bitPattern, width: 8, to: &bytes)
    }

    static func append(_ text: String, to bytes: inout [UInt8]) {
        CBORHead.append(.text, UInt64(text.utf8.count), to: &bytes)
        bytes += text.utf8
    }

    static func append(_ data: [UInt8], to bytes: inout [UInt8]) {
        CBORHead.append(.bytes, UInt64(data.count), to: &bytes)
        bytes += data
    }

    /// A moment: tag 1 and the seconds since 1970.
    static func append(_ moment: Timestamp, to bytes: inout [UInt8]) {
        CBORHead.append(.tag, 1, to: &bytes)
        let milliseconds = moment.millisecondsSinceEpoch
        if milliseconds % 1_000 == 0 {
            append(milliseconds / 1_000, to: &bytes)
        } else {
            append(Double(milliseconds) / 1_000, to: &bytes)
        }
    }
}
