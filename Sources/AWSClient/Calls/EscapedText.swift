/// Bytes, and where each stands in the text that they were read from, escapes and all.
struct EscapedText {
    let bytes: [UInt8]
    /// Where each byte begins in the original text, and at last where the last one ends.
    let places: [Int]

    /// The text itself.
    init(_ text: [UInt8]) {
        bytes = text
        places = Array(0...text.count)
    }

    private init(bytes: [UInt8], places: [Int]) {
        self.bytes = bytes
        self.places = places
    }

    /// The text with one layer of escapes undone: URLs', XML's, HTML's and JSON's alike, since nobody says which it has.
    /// Nil if it has none.
    func unescaped() -> EscapedText? {
        var result: (bytes: [UInt8], places: [Int]) = ([], [])
        var index = 0
        while index < bytes.count {
            let (byte, length) = character(at: index) ?? (bytes[index], 1)
            result.bytes.append(byte)
            result.places.append(places[index])
            index += length
        }
        guard result.bytes.count < bytes.count else { return nil }
        return EscapedText(bytes: result.bytes, places: result.places + [places[bytes.count]])
    }

    /// The character that an escape stands for, if one begins there, and the escape's length.
    private func character(at index: Int) -> (UInt8, length: Int)? {
        switch bytes[index] {
        case UInt8(ascii: "%"): number(after: index, digits: 2, radix: 16).map { ($0, 3) }
        case UInt8(ascii: "\\"): backslash(at: index)
        case UInt8(ascii: "&"): entity(at: index)
        default: nil
        }
    }

    private func backslash(at index: Int) -> (UInt8, length: Int)? {
        guard index + 1 < bytes.count else { return nil }
        switch bytes[index + 1] {
        case UInt8(ascii: "u"): return number(after: index + 1, digits: 4, radix: 16).map { ($0, 6) }
        case let next where "/\"\\".utf8.contains(next): return (next, 2)
        default: return nil
        }
    }

    private func entity(at index: Int) -> (UInt8, length: Int)? {
        let start = index + 1
        let longest = bytes[start..<min(start + 8, bytes.count)]
        guard let end = longest.firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let length = end - index + 1
        let name = String(decoding: bytes[start..<end], as: UTF8.self)
        if let byte = Self.entities[name] { return (byte, length) }
        guard name.hasPrefix("#") else { return nil }
        let isHexadecimal = name.hasPrefix("#x") || name.hasPrefix("#X")
        let byte = UInt8(name.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10)
        return byte.map { ($0, length) }
    }

    private func number(after index: Int, digits: Int, radix: Int) -> UInt8? {
        guard index + digits < bytes.count else { return nil }
        return UInt8(String(decoding: bytes[(index + 1)...(index + digits)], as: UTF8.self), radix: radix)
    }

    private static let entities: [String: UInt8] = [
        "amp": UInt8(ascii: "&"), "lt": UInt8(ascii: "<"), "gt": UInt8(ascii: ">"),
        "quot": UInt8(ascii: "\""), "apos": UInt8(ascii: "'"),
    ]
}
