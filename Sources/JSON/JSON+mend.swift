/// JSON text with what RFC 8259 allows and few parsers can represent made representable: an integer beyond 64 bits becomes
/// a double, a number beyond doubles `null`, and half a surrogate pair U+FFFD (RFC 8259, sections 6 and 8.2).
///
/// What isn't JSON stays as it is, for the parser to refuse.
struct MendedText {
    private(set) var bytes: [UInt8] = []
    private var rest: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) {
        rest = text
        bytes.reserveCapacity(text.count)
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "\""): takeString()
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): takeNumber()
            default: take(1)
            }
        }
    }

    private mutating func take(_ count: Int) {
        bytes += rest.prefix(count)
        rest = rest.dropFirst(count)
    }

    private mutating func takeString() {
        take(1)
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "\""): return take(1)
            case UInt8(ascii: "\\"): takeEscape()
            default: take(1)
            }
        }
    }

    private mutating func takeEscape() {
        guard let unit = codeUnit(at: 0) else { return take(2) }
        switch unit {
        case 0xD800...0xDBFF where codeUnit(at: 6).map { 0xDC00...0xDFFF ~= $0 } ?? false: take(12)
        case 0xD800...0xDFFF:
            bytes += #"\ufffd"#.utf8
            rest = rest.dropFirst(6)
        default: take(6)
        }
    }

    /// The UTF-16 unit that is written there as `\uXXXX`.
    private func codeUnit(at offset: Int) -> UInt16? {
        let escape = rest.dropFirst(offset).prefix(6)
        guard escape.count == 6, escape.starts(with: #"\u"#.utf8) else { return nil }
        let digits = escape.dropFirst(2)
        guard digits.first != UInt8(ascii: "+") else { return nil }
        return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    private mutating func takeNumber() {
        let number = rest.prefix(while: Self.isPartOfNumber)
        rest = rest.dropFirst(number.count)
        let text = String(decoding: number, as: UTF8.self)
        guard let value = Double(text), value.isInfinite || Self.isInteger(number) && Int64(text) == nil
        else {
            bytes += number
            return
        }
        bytes += value.isInfinite ? Array("null".utf8) : number + Array(".0".utf8)
    }

    private static func isInteger(_ number: ArraySlice<UInt8>) -> Bool {
        number.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: "-") }
    }

    private static func isPartOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "E"), UInt8(ascii: "e"):
            true
        default: false
        }
    }
}
