/// One alternative in the list that a pattern has for a field.
enum ValueRule: Sendable {
    /// The value itself: a text, a number, a truth value or null.
    case exact(Document)
    /// A text that is like this.
    case text(TextRule)
    /// Any text or number that isn't one of these.
    case anythingBut([Document])
    /// Any text that isn't like one of these.
    case anythingButText([TextRule])
    /// A number within bounds that must all hold.
    case numeric([NumericBound])
    /// That the field is there, or that it isn't.
    case exists(Bool)
    /// An IP address in a block of addresses.
    case cidr(AddressBlock)

    /// The names of the operators.
    static let operators: Set<String> = [
        "prefix", "suffix", "equals-ignore-case", "wildcard", "anything-but", "numeric", "exists", "cidr",
    ]

    init(_ document: Document) throws(PatternError) {
        switch document {
        case .structure(let members):
            guard let (name, operand) = members.first, members.count == 1 else {
                throw PatternError("Only one key allowed in match expression")
            }
            self = try Self.rule(name, operand)
        case .list:
            throw PatternError("Match value must be String, number, true, false, or null")
        default:
            self = .exact(document)
        }
    }

    private static func rule(_ name: String, _ operand: Document) throws(PatternError) -> ValueRule {
        switch name {
        case "prefix", "suffix", "equals-ignore-case", "wildcard":
            return .text(try TextRule(name, operand))
        case "anything-but": return try anythingBut(operand)
        case "numeric": return .numeric(try NumericBound.list(operand))
        case "exists":
            guard let isThere = operand.boolean else {
                throw PatternError("exists match pattern must be either true or false.")
            }
            return .exists(isThere)
        case "cidr":
            guard let text = operand.text else { throw PatternError("prefix match pattern must be a string") }
            guard let block = AddressBlock(text) else {
                throw PatternError("Malformed CIDR, one '/' required")
            }
            return .cidr(block)
        default:
            throw PatternError("Unrecognized match type \(name)")
        }
    }

    private static func anythingBut(_ operand: Document) throws(PatternError) -> ValueRule {
        if let members = operand.structure {
            guard let (name, texts) = members.first, members.count == 1 else {
                throw PatternError("Only one key allowed in match expression")
            }
            var rules: [TextRule] = []
            for text in texts.list ?? [texts] { rules.append(try TextRule(name, text)) }
            guard !rules.isEmpty else { throw PatternError("Empty arrays are not allowed") }
            return .anythingButText(rules)
        }
        let values = operand.list ?? [operand]
        guard !values.isEmpty else { throw PatternError("Empty arrays are not allowed") }
        guard values.allSatisfy({ $0.text != nil }) || values.allSatisfy({ $0.number != nil }) else {
            throw PatternError(
                "Value of anything-but must be an array or single string/number value."
            )
        }
        return .anythingBut(values)
    }

    /// Whether a field with these values passes; an absent field has none.
    func matches(_ values: [Document]) -> Bool {
        if case .exists(let isThere) = self { return values.isEmpty != isThere }
        return values.contains { matches($0) }
    }

    private func matches(_ value: Document) -> Bool {
        switch self {
        case .exact(let expected): value.equals(expected)
        case .text(let rule): value.text.map(rule.matches) ?? false
        case .anythingBut(let excluded): !excluded.contains { value.equals($0) }
        case .anythingButText(let excluded):
            value.text.map { text in !excluded.contains { $0.matches(text) } } ?? false
        case .numeric(let bounds):
            value.number.map { number in bounds.allSatisfy { $0.holds(number) } } ?? false
        case .exists(let isThere): isThere
        case .cidr(let block): value.text.map(block.contains) ?? false
        }
    }
}

extension Document {
    /// Equality of scalars, for which 300 and 300.0 are the same number.
    fileprivate func equals(_ other: Document) -> Bool {
        if let number, let otherNumber = other.number { return number == otherNumber }
        return self == other
    }
}
