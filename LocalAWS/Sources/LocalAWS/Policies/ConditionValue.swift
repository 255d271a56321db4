internal import Platform

/// A value of a condition, read for its operator.
struct ConditionValue: Sendable, Hashable {
    /// As it stands in the policy.
    let text: String
    private let meaning: Meaning

    private enum Meaning: Sendable, Hashable {
        case string(PolicyPattern)
        case stringIgnoringCase(PolicyPattern)
        case arn(PolicyPattern)
        case number(Double, ConditionOperator.Order)
        case date(Timestamp, ConditionOperator.Order)
        case boolean(Bool)
        case bytes([UInt8])
        case addresses(AddressRange)
        /// What nothing equals, such as a number that isn't one.
        case nothing
    }

    init(_ text: String, for comparison: ConditionOperator.Comparison, version: PolicyVersion) {
        self.text = text
        meaning = Self.meaning(of: text, for: comparison, version) ?? .nothing
    }

    private static func meaning(
        of text: String,
        for comparison: ConditionOperator.Comparison,
        _ version: PolicyVersion
    ) -> Meaning? {
        switch comparison {
        case .string(.equal): .string(PolicyPattern(text, version: version, hasWildcards: false))
        case .string(.like): .string(PolicyPattern(text, version: version))
        case .string(.equalIgnoringCase):
            .stringIgnoringCase(
                PolicyPattern(text, version: version, hasWildcards: false, isLowered: true)
            )
        case .arn: .arn(PolicyPattern(text, version: version))
        case .number(let order): Double(text).map { .number($0, order) }
        case .date(let order): Timestamp(conditionValue: text).map { .date($0, order) }
        case .boolean: boolean(text).map { .boolean($0) }
        case .binary: Base64.bytes(of: text).map { .bytes($0) }
        case .address: AddressRange(text).map { .addresses($0) }
        case .absence: .nothing
        }
    }

    func matches(_ value: String, in context: RequestContext) -> Bool {
        switch meaning {
        case .string(let pattern): pattern.matches(value, in: context)
        case .stringIgnoringCase(let pattern):
            pattern.expanded(in: context.lowered)?.matches(value.lowercased()) ?? false
        case .arn(let pattern): Self.isARN(value, like: pattern, in: context)
        case .number(let bound, let order): Double(value).map { order.holds($0, bound) } ?? false
        case .date(let bound, let order):
            Timestamp(conditionValue: value).map { order.holds($0, bound) } ?? false
        case .boolean(let flag): Self.boolean(value) == flag
        case .bytes(let bytes): Base64.bytes(of: value) == bytes
        case .addresses(let range): range.contains(value)
        case .nothing: false
        }
    }

    /// The six parts of an ARN are compared one by one: a wild card doesn't reach across a colon. Only one that stands
    /// alone is good for any ARN.
    private static func isARN(
        _ value: String,
        like pattern: PolicyPattern,
        in context: RequestContext
    ) -> Bool {
        guard let tokens = pattern.tokens(in: context) else { return false }
        let parts = value.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6 else { return false }
        if tokens == [.anyNumber] { return true }
        let patterns = tokens.split(
            separator: .literal(":"),
            maxSplits: 5,
            omittingEmptySubsequences: false
        )
        return patterns.count == 6
            && zip(patterns, parts).allSatisfy { WildcardPattern(tokens: Array($0)).matches(String($1)) }
    }

    private static func boolean(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true": true
        case "false": false
        default: nil
        }
    }

    /// The condition keys that its variables name.
    var variables: [String] {
        switch meaning {
        case .string(let pattern), .stringIgnoringCase(let pattern), .arn(let pattern): pattern.variables
        default: []
        }
    }
}

extension Timestamp {
    /// A moment as conditions have it: ISO 8601 with or without a time, or seconds since 1970.
    init?(conditionValue text: String) {
        if let moment = Timestamp(iso8601: text) ?? Timestamp(iso8601: "\(text)T00:00:00Z") {
            self = moment
        } else if let seconds = Int64(text), abs(seconds) < 1 << 40 {
            self.init(secondsSinceEpoch: seconds)
        } else {
            return nil
        }
    }
}
