/// What a pattern says of one field of a document, or of a whole document.
indirect enum FieldPattern: Sendable {
    /// The field's value must pass one of these rules.
    case values([ValueRule])
    /// The field must be a structure whose fields match, and one of each group of alternatives.
    case members([String: FieldPattern], alternatives: [[FieldPattern]])

    /// The field in which alternatives of several fields stand.
    private static let alternativesName = "$or"

    /// - Parameter path: the name of the field, with dots, for messages; empty for the root.
    init(_ document: Document, at path: String) throws(PatternError) {
        switch document {
        case .list(let rules):
            guard !rules.isEmpty else { throw PatternError("Empty arrays are not allowed") }
            var values: [ValueRule] = []
            for rule in rules { values.append(try ValueRule(rule)) }
            self = .values(values)
        case .structure(let members):
            guard !members.isEmpty else { throw PatternError("Empty objects are not allowed") }
            self = try Self.members(of: members, at: path)
        default:
            throw PatternError("\"\(path)\" must be an object or an array")
        }
    }

    private static func members(
        of members: [String: Document],
        at path: String
    ) throws(PatternError) -> FieldPattern {
        var fields: [String: FieldPattern] = [:]
        var alternatives: [[FieldPattern]] = []
        for (name, member) in members {
            let path = path.isEmpty ? name : "\(path).\(name)"
            if name == alternativesName, let choices = choices(in: member) {
                var patterns: [FieldPattern] = []
                for choice in choices { patterns.append(try FieldPattern(choice, at: path)) }
                alternatives.append(patterns)
            } else {
                fields[name] = try FieldPattern(member, at: path)
            }
        }
        return .members(fields, alternatives: alternatives)
    }

    /// The alternatives that a list is, nil for a list of rules for a field that happens to be called `$or`.
    private static func choices(in document: Document) -> [Document]? {
        guard let list = document.list, list.count >= 2 else { return nil }
        let areStructures = list.allSatisfy { choice in
            guard let members = choice.structure, let name = members.keys.first else { return false }
            return members.count > 1 || !ValueRule.operators.contains(name)
        }
        return areStructures ? list : nil
    }
}

extension FieldPattern {
    /// Whether a field with that value matches; nil stands for a field that isn't there.
    func matches(_ value: Document?) -> Bool {
        switch self {
        case .values(let rules):
            let leaves = value?.leaves ?? []
            return rules.contains { $0.matches(leaves) }
        case .members(let fields, let alternatives):
            if let members = value?.list, !members.isEmpty { return members.contains { matches($0) } }
            let value = value?.structure == nil ? nil : value
            return fields.allSatisfy { name, pattern in pattern.matches(value?[name]) }
                && alternatives.allSatisfy { choices in choices.contains { $0.matches(value) } }
        }
    }

    var depth: Int {
        switch self {
        case .values: 1
        case .members(let fields, let alternatives):
            max(
                1 + (fields.values.map(\.depth).max() ?? 0),
                alternatives.joined().map(\.depth).max() ?? 0
            )
        }
    }

    var fieldCount: Int {
        switch self {
        case .values: 1
        case .members(let fields, let alternatives):
            fields.values.map(\.fieldCount).reduce(0, +)
                + alternatives.joined().map(\.fieldCount).reduce(0, +)
        }
    }

    var combinations: Int {
        switch self {
        case .values(let rules): rules.count
        case .members(let fields, let alternatives):
            Self.product(
                fields.values.map(\.combinations)
                    + alternatives.map { $0.map(\.combinations).reduce(0) { $0.addingClamped($1) } }
            )
        }
    }

    private static func product(_ factors: [Int]) -> Int {
        factors.reduce(1) { product, factor in
            let (result, overflow) = product.multipliedReportingOverflow(by: factor)
            return overflow ? .max : result
        }
    }
}

extension Int {
    fileprivate func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}

extension Document {
    /// The values that rules are about: a scalar, or the scalars of a list however deep. A structure is none.
    fileprivate var leaves: [Document] {
        switch self {
        case .structure: []
        case .list(let members): members.flatMap(\.leaves)
        default: [self]
        }
    }
}
