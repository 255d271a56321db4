/// One line of a `Condition`: an operator, a key, and values of which one must fit.
struct PolicyCondition: Sendable, Hashable {
    let operation: ConditionOperator
    /// As it stands in the policy; its case doesn't count.
    let key: String
    private let values: [ConditionValue]

    init(_ operation: ConditionOperator, key: String, values: [String], version: PolicyVersion) {
        self.operation = operation
        self.key = key
        self.values = values.map { ConditionValue($0, for: operation.comparison, version: version) }
    }

    /// The values as they stand in the policy.
    var texts: [String] { values.map(\.text) }

    /// The condition keys that its values' variables name.
    var variables: [String] { values.flatMap(\.variables) }

    func isTrue(in context: RequestContext) -> Bool {
        let present = context[key]
        if operation.comparison == .absence {
            return texts.contains { ($0.lowercased() == "true") == (present == nil) }
        }
        let found = present ?? []
        switch operation.quantifier {
        case .allValues: return found.allSatisfy { fits($0, in: context) }
        case .anyValue where found.isEmpty: return operation.isTrueIfAbsent && present == nil
        case .anyValue: return found.contains { fits($0, in: context) }
        case nil where found.isEmpty: return operation.isTrueIfAbsent || operation.isNegated
        // Without a quantifier one value that fits is enough, and for a negated operator too much.
        case nil where operation.isNegated: return found.allSatisfy { fits($0, in: context) }
        case nil: return found.contains { fits($0, in: context) }
        }
    }

    /// Whether one of the policy's values fits; of a negated operator, whether none does.
    private func fits(_ value: String, in context: RequestContext) -> Bool {
        values.contains { $0.matches(value, in: context) } != operation.isNegated
    }
}
