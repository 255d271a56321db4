/// A comparison with a text, in which `*` is wild, or with a number.
struct LogComparison: Sendable {
    enum Relation: String, Sendable, CaseIterable {
        // The longer ones first: this is the order in which they are looked for.
        case notEqual = "!="
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case equal = "="
        case less = "<"
        case greater = ">"
    }

    private enum Operand: Sendable {
        case number(Double, text: String)
        case text(WildcardPattern)
        /// `*` alone: anything that is there.
        case anything
    }

    private let relation: Relation
    private let operand: Operand

    /// Reads `= "a*"`, `!= b`, `>= 1.5`.
    init(_ scanner: inout LogPatternScanner) throws(LogPatternError) {
        guard let relation = Relation.allCases.first(where: { scanner.take($0.rawValue) }) else {
            throw scanner.error("expecting a comparison")
        }
        scanner.skipSpaces()
        self.relation = relation
        operand = try Self.operand(&scanner)
        if case .number = operand { return }
        guard relation == .equal || relation == .notEqual else {
            throw scanner.error("\(relation.rawValue) compares numbers only")
        }
    }

    private static func operand(_ scanner: inout LogPatternScanner) throws(LogPatternError) -> Operand {
        guard scanner.peek != "%" else {
            throw scanner.error("regular expressions are not supported by local-aws")
        }
        if scanner.peek == "\"" { return wildcard(try scanner.quoted()) }
        let text = scanner.take {
            !$0.properties.isWhitespace && !",(){}[]&|=<>!".unicodeScalars.contains($0)
        }
        guard !text.isEmpty else { throw scanner.error("a comparison with nothing") }
        if let number = Double(text), text.unicodeScalars.contains(where: \.isDigit) {
            return .number(number, text: text)
        }
        return wildcard(text)
    }

    private static func wildcard(_ text: String) -> Operand {
        if text == "*" { return .anything }
        let escaped = text.unicodeScalars.map { $0 == "?" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
        return .text(WildcardPattern(escaped))
    }

    /// Whether it holds for a property of a JSON message.
    func holds(_ value: Document) -> Bool {
        switch operand {
        case .anything: return (value != .null) == (relation == .equal)
        case .number(let number, _):
            guard let value = value.number else { return relation == .notEqual }
            return holds(value, number)
        case .text(let pattern):
            switch value {
            case .text(let text): return pattern.matches(text) == (relation == .equal)
            case .integer, .decimal: return pattern.matches(value.displayText) == (relation == .equal)
            default: return relation == .notEqual
            }
        }
    }

    /// Whether it holds for a field between spaces, which is a text and perhaps also a number.
    func holds(field: String) -> Bool {
        switch operand {
        case .anything: return relation == .equal
        case .text(let pattern): return pattern.matches(field) == (relation == .equal)
        case .number(let number, let text):
            guard let value = Double(field) else { return relation == .notEqual && field != text }
            return holds(value, number)
        }
    }

    private func holds(_ value: Double, _ bound: Double) -> Bool {
        switch relation {
        case .equal: value == bound
        case .notEqual: value != bound
        case .less: value < bound
        case .lessOrEqual: value <= bound
        case .greater: value > bound
        case .greaterOrEqual: value >= bound
        }
    }
}
