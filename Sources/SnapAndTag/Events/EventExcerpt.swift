internal import Platform

/// An event as the log shows it: on one line, at most 8 KiB of it, without the tokens that complete a lifecycle
/// action.
struct EventExcerpt: CustomStringConvertible {
    static let limit = 8_192
    private let event: [UInt8]

    init(_ event: [UInt8]) {
        self.event = event
    }

    var description: String {
        let line = Self.masked(Self.onOneLine(event.prefix(Self.limit)))
        let rest = event.count - Self.limit
        return String(decoding: line, as: UTF8.self) + (rest > 0 ? "… (\(rest) more bytes)" : "")
    }

    /// Without line breaks and the indentation after them, neither of which can be part of a JSON string; any other
    /// control character, and what Unicode has for line breaks, becomes a space. Bytes, not characters: every event is
    /// shown, and a large part of handling one would be to look at it by its characters.
    private static func onOneLine(_ text: ArraySlice<UInt8>) -> [UInt8] {
        // As AWS sends them, events are on one line.
        if text.span.isPrintableASCII { return Array(text) }
        let space = UInt8(ascii: " ")
        var line: [UInt8] = []
        line.reserveCapacity(text.count)
        var isIndentation = false
        var rest = text
        while let byte = rest.first {
            let breakLength = Self.lengthOfUnicodeBreak(rest)
            rest.removeFirst(max(breakLength, 1))
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): isIndentation = true
            case space where isIndentation, UInt8(ascii: "\t") where isIndentation: break
            default:
                isIndentation = false
                line.append(byte < 0x20 || byte == 0x7F || breakLength > 0 ? space : byte)
            }
        }
        return line
    }

    /// How many bytes U+0085, U+2028 or U+2029 takes at the beginning of the text; 0 if there is none of them.
    private static func lengthOfUnicodeBreak(_ text: ArraySlice<UInt8>) -> Int {
        switch text.first {
        case 0xC2 where text.dropFirst().first == 0x85: 2
        case 0xE2 where text.starts(with: [0xE2, 0x80, 0xA8]) || text.starts(with: [0xE2, 0x80, 0xA9]): 3
        default: 0
        }
    }

    /// Masks the 36 characters of a token wherever the member that holds it is named, however deep in strings.
    private static func masked(_ line: [UInt8]) -> [UInt8] {
        let name = Array("LifecycleActionToken".utf8)
        var masked: [UInt8] = []
        var rest = line[...]
        while let start = rest.firstIndex(of: name[0]) {
            masked += rest[..<start]
            rest = rest[start...]
            guard rest.starts(with: name) else {
                masked.append(rest.removeFirst())
                continue
            }
            let shown = rest.dropFirst(name.count).prefix { "\\\": ".utf8.contains($0) }
            masked += rest[..<shown.endIndex]
            let token = rest[shown.endIndex...].prefix(while: isPartOfToken)
            if !token.isEmpty { masked += "…".utf8 }
            rest = rest[token.endIndex...]
        }
        return masked.isEmpty ? line : masked + rest
    }

    private static func isPartOfToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
