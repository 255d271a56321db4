extension [UInt8] {
    /// Appends the bytes, encoded but for RFC 3986's unreserved characters and the one that is kept.
    mutating func appendPercentEncoded(_ bytes: some Sequence<UInt8>, keeping kept: UInt8? = nil) {
        for byte in bytes {
            if byte.isUnreserved || byte == kept {
                append(byte)
            } else {
                appendPercentEncoded(byte)
            }
        }
    }

    /// Appends a percent sign and two upper-case digits.
    mutating func appendPercentEncoded(_ byte: UInt8) {
        append(UInt8(ascii: "%"))
        append(hexadecimalDigit(byte >> 4, letters: UInt8(ascii: "A")))
        append(hexadecimalDigit(byte & 0xF, letters: UInt8(ascii: "A")))
    }
}

/// The bytes that a form-encoded text stands for: `+` is a space, and a percent sign without two digits is itself.
func percentDecoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var rest = text
    while let byte = rest.popFirst() {
        switch byte {
        case UInt8(ascii: "+"):
            bytes.append(UInt8(ascii: " "))
        case UInt8(ascii: "%"):
            if let decoded = leadingByte(of: rest) {
                bytes.append(decoded)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        default:
            bytes.append(byte)
        }
    }
    return bytes
}

/// What the first two hexadecimal digits stand for; nil if there aren't two.
private func leadingByte(of digits: ArraySlice<UInt8>) -> UInt8? {
    guard digits.count >= 2, let high = hexadecimalValue(digits[digits.startIndex], upperCase: true),
        let low = hexadecimalValue(digits[digits.startIndex + 1], upperCase: true)
    else { return nil }
    return high << 4 | low
}

extension UInt8 {
    fileprivate var isUnreserved: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
