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
        let shown = String(decoding: event.prefix(Self.limit), as: UTF8.self)
        let rest = event.count - Self.limit
        return Self.masked(Self.onOneLine(shown)) + (rest > 0 ? "… (\(rest) more bytes)" : "")
    }

    /// Without line breaks and the indentation after them, neither of which can be part of a JSON string; any other
    /// control character becomes a space.
    private static func onOneLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        var isIndentation = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r": isIndentation = true
            case " " where isIndentation, "\t" where isIndentation: break
            default:
                isIndentation = false
                line.append(isControl(scalar) ? " " : scalar)
            }
        }
        return String(line)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// Masks the 36 characters of a token wherever the member that holds it is named, however deep in strings.
    private static func masked(_ line: String) -> String {
        let name = "LifecycleActionToken"
        var masked = ""
        var rest = line[...]
        while let range = rest.firstOccurrence(of: name) {
            masked += rest[..<range.upperBound]
            rest = rest[range.upperBound...]
            let punctuation = rest.prefix { "\\\": ".contains($0) }
            let token = rest[punctuation.endIndex...].prefix { $0.isHexDigit || $0 == "-" }
            masked += punctuation + (token.isEmpty ? "" : "…")
            rest = rest[token.endIndex...]
        }
        return masked + rest
    }
}
