/// What is asked of the fields between a message's spaces: `[ip, user, ..., status = 4* || status = 5*, bytes > 1000]`.
struct FieldListPattern: Sendable {
    private enum Element: Sendable {
        case field(name: String, FieldCondition?)
        /// `...`: any number of fields.
        case rest
    }

    private let elements: [Element]

    /// Reads a list with its brackets.
    init(_ scanner: inout LogPatternScanner) throws(LogPatternError) {
        try scanner.expect("[")
        var elements: [Element] = []
        repeat {
            scanner.skipSpaces()
            elements.append(try Self.element(&scanner))
            scanner.skipSpaces()
        } while scanner.take(",")
        try scanner.expect("]")
        scanner.skipSpaces()
        guard scanner.isAtEnd else { throw scanner.error("something after the end") }
        let rests = elements.count { if case .rest = $0 { true } else { false } }
        guard rests <= 1 else { throw scanner.error("more than one '...'") }
        self.elements = elements
    }

    private static func element(_ scanner: inout LogPatternScanner) throws(LogPatternError) -> Element {
        if scanner.take("...") { return .rest }
        if scanner.peek == "," || scanner.peek == "]" { return .field(name: "", nil) }
        let condition = try FieldCondition(&scanner)
        return .field(name: condition.name, condition.isTrivial ? nil : condition)
    }

    /// The fields of a message that matches, by name; nil for one that doesn't.
    func match(_ message: String) -> [String: String]? {
        let fields = Self.fields(of: message)
        let named = elements.count { if case .field = $0 { true } else { false } }
        guard named == elements.count ? fields.count == named : fields.count >= named else { return nil }
        var captures: [String: String] = [:]
        var position = 0
        for (index, element) in elements.enumerated() {
            switch element {
            case .rest: position = fields.count - (elements.count - index - 1)
            case .field(let name, let condition):
                guard condition?.holds(fields[position]) ?? true else { return nil }
                captures[name.isEmpty ? "\(index + 1)" : name] = fields[position]
                position += 1
            }
        }
        return captures
    }

    /// What stands between white space; what is in quotes or brackets is one field, without them.
    static func fields(of message: String) -> [String] {
        var fields: [String] = []
        var scanner = LogPatternScanner(message)
        scanner.skipSpaces()
        while let first = scanner.peek {
            switch first {
            case "\"", "[":
                _ = scanner.next()
                let end: Unicode.Scalar = first == "[" ? "]" : "\""
                fields.append(scanner.take { $0 != end })
                _ = scanner.next()
            default: fields.append(scanner.take { !$0.properties.isWhitespace })
            }
            scanner.skipSpaces()
        }
        return fields
    }
}

/// What is asked of one field: its name, or comparisons that each name it.
struct FieldCondition: Sendable {
    let name: String
    /// Alternatives, each a list of comparisons that must all hold.
    private let alternatives: [[LogComparison]]

    var isTrivial: Bool { alternatives.isEmpty }

    init(_ scanner: inout LogPatternScanner) throws(LogPatternError) {
        let isGrouped = scanner.take("(")
        scanner.skipSpaces()
        name = try Self.name(&scanner)
        scanner.skipSpaces()
        guard let next = scanner.peek, "=!<>".unicodeScalars.contains(next) else {
            alternatives = []
            if isGrouped { try scanner.expect(")") }
            return
        }
        var alternatives = [[try LogComparison(&scanner)]]
        scanner.skipSpaces()
        while let isAlternative = Self.connective(&scanner) {
            scanner.skipSpaces()
            guard try Self.name(&scanner) == name else { throw scanner.error("a condition on another field") }
            scanner.skipSpaces()
            let comparison = try LogComparison(&scanner)
            if isAlternative {
                alternatives.append([comparison])
            } else {
                alternatives[alternatives.count - 1].append(comparison)
            }
            scanner.skipSpaces()
        }
        if isGrouped { try scanner.expect(")") }
        self.alternatives = alternatives
    }

    /// True for `||`, false for `&&`.
    private static func connective(_ scanner: inout LogPatternScanner) -> Bool? {
        if scanner.take("||") { return true }
        return scanner.take("&&") ? false : nil
    }

    private static func name(_ scanner: inout LogPatternScanner) throws(LogPatternError) -> String {
        let name = scanner.take { $0 == "_" || $0 == "-" || $0.properties.isAlphabetic || $0.isDigit }
        guard !name.isEmpty else { throw scanner.error("a field without a name") }
        return name
    }

    func holds(_ field: String) -> Bool {
        alternatives.contains { $0.allSatisfy { $0.holds(field: field) } }
    }
}
