extension [UInt8] {
    /// Appends the text percent-encoded as RFC 3986 has it: all but `A-Z a-z 0-9 - . _ ~` is written `%XX`, and so a
    /// space as `%20`, never as `+`.
    mutating func appendPercentEncoded(_ text: String) {
        for byte in text.utf8 {
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

private func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        true
    default: false
    }
}

private func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
}
