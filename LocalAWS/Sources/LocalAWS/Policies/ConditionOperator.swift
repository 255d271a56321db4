/// How a condition compares: `StringLike`, `ForAnyValue:StringEquals`, `NumericLessThanIfExists`.
struct ConditionOperator: Sendable, Hashable {
    /// As it stands in the policy.
    let name: String
    let comparison: Comparison
    /// Nil for a key that is thought to have one value.
    let quantifier: Quantifier?
    /// Whether a key that the request hasn't got makes it true.
    let isTrueIfAbsent: Bool

    /// For keys with several values.
    enum Quantifier: String, Sendable, Hashable {
        case anyValue = "ForAnyValue:"
        case allValues = "ForAllValues:"
    }

    enum Comparison: Sendable, Hashable {
        case string(StringComparison)
        case number(Order)
        case date(Order)
        case boolean
        case binary
        case address
        case arn
        /// Whether the request hasn't got the key.
        case absence
    }

    enum StringComparison: Sendable, Hashable {
        case equal
        case equalIgnoringCase
        case like
    }

    enum Order: Sendable, Hashable {
        case equal
        case less
        case lessOrEqual
        case greater
        case greaterOrEqual
    }

    /// Whether it is the complement of its comparison, as `StringNotEquals` is.
    let isNegated: Bool

    /// Nil for what isn't an operator.
    init?(_ name: String) {
        self.name = name
        var rest = name[...]
        quantifier = [Quantifier.anyValue, .allValues].first { rest.hasPrefix($0.rawValue) }
        if let quantifier { rest = rest.dropFirst(quantifier.rawValue.count) }
        isTrueIfAbsent = rest.hasSuffix("IfExists")
        if isTrueIfAbsent { rest = rest.dropLast("IfExists".count) }
        guard let (comparison, isNegated) = Self.comparisons[String(rest)],
            comparison != .absence || !isTrueIfAbsent && quantifier == nil
        else { return nil }
        self.comparison = comparison
        self.isNegated = isNegated
    }

    private static let comparisons: [String: (Comparison, isNegated: Bool)] = [
        "StringEquals": (.string(.equal), false),
        "StringNotEquals": (.string(.equal), true),
        "StringEqualsIgnoreCase": (.string(.equalIgnoringCase), false),
        "StringNotEqualsIgnoreCase": (.string(.equalIgnoringCase), true),
        "StringLike": (.string(.like), false),
        "StringNotLike": (.string(.like), true),
        "NumericEquals": (.number(.equal), false),
        "NumericNotEquals": (.number(.equal), true),
        "NumericLessThan": (.number(.less), false),
        "NumericLessThanEquals": (.number(.lessOrEqual), false),
        "NumericGreaterThan": (.number(.greater), false),
        "NumericGreaterThanEquals": (.number(.greaterOrEqual), false),
        "DateEquals": (.date(.equal), false),
        "DateNotEquals": (.date(.equal), true),
        "DateLessThan": (.date(.less), false),
        "DateLessThanEquals": (.date(.lessOrEqual), false),
        "DateGreaterThan": (.date(.greater), false),
        "DateGreaterThanEquals": (.date(.greaterOrEqual), false),
        "Bool": (.boolean, false),
        "BinaryEquals": (.binary, false),
        "IpAddress": (.address, false),
        "NotIpAddress": (.address, true),
        "ArnEquals": (.arn, false),
        "ArnNotEquals": (.arn, true),
        "ArnLike": (.arn, false),
        "ArnNotLike": (.arn, true),
        "Null": (.absence, false),
    ]
}

extension ConditionOperator.Order {
    func holds<Value: Comparable>(_ first: Value, _ second: Value) -> Bool {
        switch self {
        case .equal: first == second
        case .less: first < second
        case .lessOrEqual: first <= second
        case .greater: first > second
        case .greaterOrEqual: first >= second
        }
    }
}
