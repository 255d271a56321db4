extension UInt8 {
    /// `0` to `9`
    var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// `A` to `Z`, `a` to `z`, `0` to `9`
    var isASCIILetterOrDigit: Bool {
        isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }

    /// A space, or what moves the cursor like one: tab, line feed, vertical tab, form feed, carriage return.
    var isASCIIBlank: Bool { self == UInt8(ascii: " ") || (0x09...0x0D).contains(self) }
}

/// The text without the white space of ASCII at both of its ends.
func trimmed(_ text: Substring) -> Substring {
    let bytes = text.utf8
    guard let start = bytes.firstIndex(where: { !$0.isASCIIBlank }),
        let end = bytes.lastIndex(where: { !$0.isASCIIBlank })
    else { return text[text.endIndex...] }
    return text[start..<bytes.index(after: end)]
}
