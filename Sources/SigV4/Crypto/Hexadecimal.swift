extension [UInt8] {
    /// Two lower-case hexadecimal digits a byte.
    var hex: String {
        unsafe String(unsafeUninitializedCapacity: 2 * count) { output in
            for (index, byte) in enumerated() {
                unsafe output[2 * index] = hexadecimalDigit(byte >> 4, letters: UInt8(ascii: "a"))
                unsafe output[2 * index + 1] = hexadecimalDigit(byte & 0xF, letters: UInt8(ascii: "a"))
            }
            return 2 * count
        }
    }
}

/// The digit for a value of 0 to 15.
///
/// - Parameter letters: The digit for ten, `a` or `A`.
@inline(__always)
func hexadecimalDigit(_ value: UInt8, letters: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : letters + value - 10
}

/// The value of a hexadecimal digit, nil if it is none.
///
/// - Parameter upperCase: Whether `A` to `F` are digits as well as `a` to `f`.
@inline(__always)
func hexadecimalValue(_ digit: UInt8, upperCase: Bool) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F") where upperCase: digit - UInt8(ascii: "A") + 10
    default: nil
    }
}
