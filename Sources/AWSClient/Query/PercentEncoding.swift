extension [UInt8] {
    /// Appends the text percent-encoded as RFC 3986 has it: all but `A-Z a-z 0-9 - . _ ~` is written `%XX`, and so a
    /// space as `%20`, never as `+`.
    mutating func appendPercentEncoded(_ text: String) {
        let bytes = text.utf8.span
        for index in bytes.indices {
            let byte = bytes[index]
            if isUnreserved(byte) {
                append(byte)
            } else {
                append(UInt8(ascii: "%"))
                append(hexDigit(byte >> 4))
                append(hexDigit(byte & 0x0F))
            }
        }
    }
}

/// The 128 ASCII characters as bits, those set that stand for themselves.
private let unreserved: (low: UInt64, high: UInt64) = (0x03FF_6000_0000_0000, 0x47FF_FFFE_87FF_FFFE)

private func isUnreserved(_ byte: UInt8) -> Bool {
    byte < 0x80 && (byte < 0x40 ? unreserved.low : unreserved.high) >> (byte & 0x3F) & 1 == 1
}

private func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
}
