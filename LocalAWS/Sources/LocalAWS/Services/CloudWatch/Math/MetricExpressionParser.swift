/// Reads metric math.
struct MetricExpressionParser {
    private static let maximumDepth = 100

    private var scanner: LogPatternScanner

    init(_ text: String) {
        scanner = LogPatternScanner(text)
    }

    mutating func whole() throws(MathError) -> MetricExpression {
        let expression = try operation(binding: 1, depth: 0)
        guard scanner.isAtEnd else { throw error("something after the end of the expression") }
        return expression
    }

    /// Operands and operators that bind at least that much (precedence climbing).
    private mutating func operation(binding least: Int, depth: Int) throws(MathError) -> MetricExpression {
        guard depth < Self.maximumDepth else { throw error("too many levels") }
        var left = try operand(depth: depth)
        while let found = peekOperator(), found.precedence >= least {
            _ = scanner.take(found.rawValue)
            let right = try operation(binding: found.precedence + 1, depth: depth + 1)
            left = .operation(found, left, right)
        }
        return left
    }

    private mutating func peekOperator() -> MathOperator? {
        scanner.skipSpaces()
        return MathOperator.allCases.first { candidate in
            var ahead = scanner
            return ahead.take(candidate.rawValue)
        }
    }

    private mutating func operand(depth: Int) throws(MathError) -> MetricExpression {
        guard depth < Self.maximumDepth else { throw error("too many levels") }
        scanner.skipSpaces()
        defer { scanner.skipSpaces() }
        guard let first = scanner.peek else { throw error("the end, where a metric was expected,") }
        switch first {
        case "-":
            _ = scanner.next()
            return .negated(try operand(depth: depth + 1))
        case "(":
            _ = scanner.next()
            let content = try operation(binding: 1, depth: depth + 1)
            guard scanner.take(")") else { throw error("a missing ')'") }
            return content
        case "[":
            _ = scanner.next()
            return .array(try list(until: "]", depth: depth))
        case "\"", "'":
            do throws(LogPatternError) {
                return .text(try scanner.quoted())
            } catch {
                throw self.error("a text without an end")
            }
        default: return first.isDigit || first == "." ? try number() : try name(depth: depth)
        }
    }

    private mutating func number() throws(MathError) -> MetricExpression {
        var digits = scanner.take { $0.isDigit || $0 == "." }
        if scanner.peek == "e" || scanner.peek == "E" {
            digits += scanner.take { $0 == "e" || $0 == "E" }
            if scanner.take("-") { digits += "-" }
            digits += scanner.take { $0.isDigit }
        }
        guard let number = Double(digits) else { throw error("the number \(digits)") }
        return .number(number)
    }

    private mutating func name(depth: Int) throws(MathError) -> MetricExpression {
        let name = scanner.take { $0 == "_" || $0.isASCII && $0.properties.isAlphabetic || $0.isDigit }
        guard !name.isEmpty else { throw error("an unexpected character") }
        scanner.skipSpaces()
        guard scanner.take("(") else { return .identifier(name) }
        return .call(name.uppercased(), try list(until: ")", depth: depth))
    }

    private mutating func list(until end: String, depth: Int) throws(MathError) -> [MetricExpression] {
        scanner.skipSpaces()
        var members: [MetricExpression] = []
        guard !scanner.take(end) else { return members }
        repeat {
            members.append(try operation(binding: 1, depth: depth + 1))
        } while scanner.take(",")
        guard scanner.take(end) else { throw error("a missing '\(end)'") }
        return members
    }

    private func error(_ found: String) -> MathError {
        MathError("Syntax error: found \(found)")
    }
}
