/// An expression of metric math, such as `errors / FILL(requests, 0) * 100`.
indirect enum MetricExpression: Sendable, Equatable {
    case number(Double)
    /// A query by its `Id`.
    case identifier(String)
    /// Several series: `[m1, m2]`.
    case array([MetricExpression])
    case negated(MetricExpression)
    case operation(MathOperator, MetricExpression, MetricExpression)
    case call(String, [MetricExpression])
    case text(String)

    /// - Throws: `MathError` for what is no expression.
    init(_ text: String) throws(MathError) {
        var parser = MetricExpressionParser(text)
        self = try parser.whole()
    }

    /// The queries that it needs; `METRICS()` needs all.
    var identifiers: Set<String> {
        switch self {
        case .number, .text: []
        case .identifier(let name): [name]
        case .negated(let operand): operand.identifiers
        case .array(let members), .call(_, let members): Set(members.flatMap(\.identifiers))
        case .operation(_, let left, let right): left.identifiers.union(right.identifiers)
        }
    }
}

/// The operators, of which the earlier ones bind the least.
enum MathOperator: String, Sendable, CaseIterable {
    case or = "||"
    case and = "&&"
    case equal = "=="
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "^"

    var precedence: Int {
        switch self {
        case .or: 1
        case .and: 2
        case .equal, .notEqual, .lessOrEqual, .greaterOrEqual, .less, .greater: 3
        case .add, .subtract: 4
        case .multiply, .divide: 5
        case .power: 6
        }
    }
}

/// Why an expression can't be read or computed.
struct MathError: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
