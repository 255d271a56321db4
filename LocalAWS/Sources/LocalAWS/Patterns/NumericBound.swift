/// One comparison of a `numeric` rule.
struct NumericBound: Sendable {
    enum Comparison: String, Sendable {
        case equal = "="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    let comparison: Comparison
    let bound: Double

    /// Reads `[">", 0, "<=", 5]`: one comparison, or a lower and an upper bound.
    static func list(_ operand: Document) throws(PatternError) -> [NumericBound] {
        guard let parts = operand.list else {
            throw PatternError("Value of numeric must be an array.")
        }
        guard parts.count == 2 || parts.count == 4 else {
            throw PatternError("Too many or too few elements in numeric expression")
        }
        var bounds: [NumericBound] = []
        for index in stride(from: 0, to: parts.count, by: 2) {
            guard let comparison = parts[index].text.flatMap(Comparison.init) else {
                throw PatternError("Unrecognized numeric range operator: \(parts[index].json)")
            }
            guard let bound = parts[index + 1].number else {
                throw PatternError("Value of \(comparison.rawValue) must be numeric")
            }
            bounds.append(NumericBound(comparison: comparison, bound: bound))
        }
        try checkRange(bounds)
        return bounds
    }

    private static func checkRange(_ bounds: [NumericBound]) throws(PatternError) {
        guard let first = bounds.first, let last = bounds.last, bounds.count == 2 else { return }
        guard first.isLower, last.isUpper else { throw PatternError("Bad numeric range operator") }
        guard first.bound < last.bound else { throw PatternError("Bottom must be less than top") }
    }

    private var isLower: Bool { comparison == .greater || comparison == .greaterOrEqual }
    private var isUpper: Bool { comparison == .less || comparison == .lessOrEqual }

    func holds(_ number: Double) -> Bool {
        switch comparison {
        case .equal: number == bound
        case .less: number < bound
        case .lessOrEqual: number <= bound
        case .greater: number > bound
        case .greaterOrEqual: number >= bound
        }
    }
}
