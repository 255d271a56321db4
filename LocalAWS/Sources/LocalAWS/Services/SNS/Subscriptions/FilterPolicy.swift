/// Which messages a subscription wants (SNS Developer Guide, "Amazon SNS subscription filter policies").
struct FilterPolicy: Codable, Sendable, Hashable {
    private static let maximumFields = 5
    private static let maximumCombinations = 150

    private let pattern: EventPattern
    /// Whether it is about the message itself, which is JSON then, and not about its attributes.
    private let isForBody: Bool

    /// Nil for an empty policy, which wants everything.
    init?(_ text: String, isForBody: Bool) throws(ServiceError) {
        guard (try? Document(json: text)) != [:] else { return nil }
        self.isForBody = isForBody
        do throws(PatternError) {
            pattern = try EventPattern(json: text)
        } catch {
            throw Self.refusal("\(error)")
        }
        guard isForBody || pattern.isFlat else {
            throw Self.refusal("Filter policy scope MessageAttributes does not support nested filter policy")
        }
        guard pattern.fieldCount <= Self.maximumFields else {
            throw Self.refusal("Filter policy can not have more than \(Self.maximumFields) keys")
        }
        guard pattern.combinations <= Self.maximumCombinations else {
            throw Self.refusal("Filter policy is too complex")
        }
    }

    private static func refusal(_ reason: String) -> ServiceError {
        .invalidSNSParameter("FilterPolicy: \(reason)")
    }

    /// Whether the subscription wants a message.
    func accepts(_ message: PublishedMessage) -> Bool {
        guard isForBody else { return pattern.matches(Self.document(of: message.attributes)) }
        guard let body = try? Document(json: message.defaultText), body.structure != nil else { return false }
        return pattern.matches(body)
    }

    /// The attributes as a document, in which a `String.Array` is a list. What is binary can't be asked for.
    private static func document(of attributes: [String: MessageAttribute]) -> Document {
        var members: [String: Document] = [:]
        for (name, attribute) in attributes {
            guard case .text(let text) = attribute.value else { continue }
            switch attribute.dataType {
            case "String.Array": members[name] = (try? Document(json: text)) ?? .text(text)
            case _ where attribute.baseType == "Number":
                members[name] =
                    (try? Document(json: text)) ?? Double(text).map { .decimal($0) } ?? .text(text)
            default: members[name] = .text(text)
            }
        }
        return .structure(members)
    }

    static func == (first: FilterPolicy, second: FilterPolicy) -> Bool {
        first.pattern.source == second.pattern.source && first.isForBody == second.isForBody
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(pattern.source)
        hasher.combine(isForBody)
    }
}
