/// To whom a rule hands an event, and in what form.
struct EventTarget: Codable, Sendable, Equatable {
    let id: String
    let arn: String
    let roleARN: String?
    let form: EventForm
    let deadLetterARN: String?
    /// How many times a delivery is tried again.
    let maximumRetries: Int?
    /// For how long, in seconds.
    let maximumAge: Int?
}

/// What of an event a target gets.
enum EventForm: Codable, Sendable, Equatable {
    /// All of it.
    case event
    /// Always the same JSON.
    case constant(String)
    /// The part at a path.
    case path(String)
    case template(EventTemplate)

    /// What a target is handed.
    func payload(of event: Document, _ rule: EventTemplate.Rule) -> String {
        switch self {
        case .event: event.json
        case .constant(let text): text
        case .path(let path): (EventPath(path)?.value(in: event) ?? .null).json
        case .template(let template): template.payload(of: event, rule)
        }
    }
}

/// A path into an event: `$.detail.instance-id`, `$.resources[0]`.
struct EventPath: Sendable {
    private enum Step: Sendable {
        case member(String)
        case position(Int)
    }

    private let steps: [Step]

    /// Nil for what is no path.
    init?(_ text: String) {
        var scanner = LogPatternScanner(text)
        guard scanner.take("$") else { return nil }
        var steps: [Step] = []
        while !scanner.isAtEnd {
            if scanner.take("[") {
                guard let step = Self.bracket(&scanner) else { return nil }
                steps.append(step)
            } else {
                guard scanner.take(".") else { return nil }
                let name = scanner.take { $0 != "." && $0 != "[" }
                guard !name.isEmpty else { return nil }
                steps.append(.member(name))
            }
        }
        self.steps = steps
    }

    private static func bracket(_ scanner: inout LogPatternScanner) -> Step? {
        let step: Step?
        if scanner.peek == "'" || scanner.peek == "\"" {
            step = (try? scanner.quoted()).map(Step.member)
        } else {
            step = Int(scanner.take { $0.isDigit }).map(Step.position)
        }
        return scanner.take("]") ? step : nil
    }

    /// What is there, nil when there is nothing.
    func value(in document: Document) -> Document? {
        var value = document
        for step in steps {
            let next: Document? =
                switch step {
                case .member(let name): value[name]
                case .position(let position):
                    value.list.flatMap { $0.indices.contains(position) ? $0[position] : nil }
                }
            guard let next else { return nil }
            value = next
        }
        return value
    }
}
