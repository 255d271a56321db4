/// A filter pattern of CloudWatch Logs (CloudWatch Logs User Guide, "Filter pattern syntax for metric filters,
/// subscription filters, filter log events, and Live Tail").
struct LogPattern: Sendable {
    /// As it was written.
    let source: String
    private let syntax: Syntax

    private enum Syntax: Sendable {
        case everything
        case terms(TermPattern)
        case properties(PropertyCondition)
        case fields(FieldListPattern)
    }

    private static let maximumLength = 1_024

    /// Reads a pattern: words, `{ $.a = 1 }` for JSON, or `[a, b = 1, ...]` for fields between spaces.
    ///
    /// - Throws: `LogPatternError` for what is no pattern.
    init(_ text: String) throws(LogPatternError) {
        guard text.unicodeScalars.count <= Self.maximumLength else {
            throw LogPatternError("Filter pattern is longer than \(Self.maximumLength) characters")
        }
        source = text
        var scanner = LogPatternScanner(text)
        scanner.skipSpaces()
        switch scanner.peek {
        case nil: syntax = .everything
        case "{": syntax = .properties(try PropertyCondition(&scanner))
        case "[": syntax = .fields(try FieldListPattern(&scanner))
        default: syntax = .terms(try TermPattern(&scanner))
        }
    }

    /// Whether a message matches.
    func matches(_ message: String) -> Bool {
        switch syntax {
        case .everything: true
        case .terms(let terms): terms.matches(message)
        case .properties(let condition): Self.document(message).map(condition.holds) ?? false
        case .fields(let fields): fields.match(message) != nil
        }
    }

    /// What a `$…` of a metric filter stands for in a message that matches: `$.a.b` is a property, `$name` a field.
    func value(of selector: String, in message: String) -> String? {
        switch syntax {
        case .everything, .terms: nil
        case .properties:
            Self.document(message).flatMap { document in
                (try? PropertySelector(selector))?.values(in: document).first?.displayText
            }
        case .fields(let fields): fields.match(message)?[String(selector.dropFirst())]
        }
    }

    /// What TestMetricFilter shows of a message that matches: the values that the pattern looks at.
    func extractedValues(of message: String) -> [String: String] {
        switch syntax {
        case .everything, .terms: return [:]
        case .properties(let condition):
            guard let document = Self.document(message) else { return [:] }
            let values = condition.selectors.compactMap { selector in
                selector.values(in: document).first.map { (selector.source, $0.displayText) }
            }
            return Dictionary(values) { first, _ in first }
        case .fields(let fields):
            let values = (fields.match(message) ?? [:]).map { ("$\($0.key)", $0.value) }
            return Dictionary(values) { first, _ in first }
        }
    }

    private static func document(_ message: String) -> Document? {
        guard message.utf8.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return nil }
        return try? Document(json: message)
    }
}

/// Why a text is no filter pattern.
struct LogPatternError: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension Document {
    /// A value as a person would write it: texts without quotes.
    var displayText: String { text ?? json }
}
