/// An input transformer: parts of an event in a text (EventBridge User Guide, "Amazon EventBridge input transformation").
struct EventTemplate: Codable, Sendable, Equatable {
    /// The rule that an event matched.
    struct Rule: Sendable {
        let name: String
        let arn: String
        /// When the event came in.
        let ingestionTime: String
    }

    /// Paths by the names that the template has for them.
    let paths: [String: String]
    /// A text, in which `<name>` stands for a part.
    let text: String

    func payload(of event: Document, _ rule: Rule) -> String {
        var payload = ""
        var scanner = LogPatternScanner(text)
        var isInString = false
        while let scalar = scanner.next() {
            switch scalar {
            case "\\":
                payload.unicodeScalars.append(scalar)
                if let escaped = scanner.next() { payload.unicodeScalars.append(escaped) }
            case "\"":
                isInString.toggle()
                payload += "\""
            case "<":
                var ahead = scanner
                let name = ahead.take { $0 != ">" && $0 != "<" && $0 != "\"" }
                guard ahead.take(">"), let value = value(of: name, event, rule) else {
                    payload += "<"
                    continue
                }
                scanner = ahead
                payload += isInString ? Self.content(of: value) : value.json
            default: payload.unicodeScalars.append(scalar)
            }
        }
        return payload
    }

    /// What a name stands for; nil for one that neither the template nor EventBridge knows.
    private func value(of name: String, _ event: Document, _ rule: Rule) -> Document? {
        switch name {
        case "aws.events.rule-name": .text(rule.name)
        case "aws.events.rule-arn": .text(rule.arn)
        case "aws.events.event.ingestion-time": .text(rule.ingestionTime)
        case "aws.events.event.json": event
        case "aws.events.event":
            event.structure.map { .structure($0.filter { $0.key != "detail" }) } ?? event
        default:
            paths[name].map { EventPath($0)?.value(in: event) ?? .null }
        }
    }

    /// A value within a JSON string: escaped, and without quotes of its own.
    private static func content(of value: Document) -> String {
        if value == .null { return "" }
        return String(Document.text(value.displayText).json.dropFirst().dropLast())
    }
}
