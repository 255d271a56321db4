/// What is asked of a JSON message: `{ $.level = "ERROR" && ($.code > 499 || $.fatal IS TRUE) }`.
indirect enum PropertyCondition: Sendable {
    case all([PropertyCondition])
    case any([PropertyCondition])
    case test(PropertySelector, PropertyTest)

    /// Reads a condition with its braces.
    init(_ scanner: inout LogPatternScanner) throws(LogPatternError) {
        try scanner.expect("{")
        self = try Self.alternatives(&scanner)
        try scanner.expect("}")
        scanner.skipSpaces()
        guard scanner.isAtEnd else { throw scanner.error("something after the end") }
    }

    private static func alternatives(
        _ scanner: inout LogPatternScanner
    ) throws(LogPatternError) -> PropertyCondition {
        var conditions = [try conjunction(&scanner)]
        while scanner.take("||") { conditions.append(try conjunction(&scanner)) }
        return conditions.count == 1 ? conditions[0] : .any(conditions)
    }

    private static func conjunction(
        _ scanner: inout LogPatternScanner
    ) throws(LogPatternError) -> PropertyCondition {
        var conditions = [try simple(&scanner)]
        while scanner.take("&&") { conditions.append(try simple(&scanner)) }
        return conditions.count == 1 ? conditions[0] : .all(conditions)
    }

    private static func simple(
        _ scanner: inout LogPatternScanner
    ) throws(LogPatternError) -> PropertyCondition {
        scanner.skipSpaces()
        defer { scanner.skipSpaces() }
        guard scanner.take("(") else {
            let selector = try PropertySelector(&scanner)
            scanner.skipSpaces()
            return .test(selector, try PropertyTest(&scanner))
        }
        let condition = try alternatives(&scanner)
        try scanner.expect(")")
        return condition
    }

    /// Whether a message fits.
    func holds(_ document: Document) -> Bool {
        switch self {
        case .all(let conditions): conditions.allSatisfy { $0.holds(document) }
        case .any(let conditions): conditions.contains { $0.holds(document) }
        case .test(let selector, let test): test.holds(selector.values(in: document))
        }
    }

    /// All the properties that it looks at.
    var selectors: [PropertySelector] {
        switch self {
        case .all(let conditions), .any(let conditions): conditions.flatMap(\.selectors)
        case .test(let selector, _): [selector]
        }
    }
}

/// What is asked of a property's values, of which there may be none or several.
enum PropertyTest: Sendable {
    case compare(LogComparison)
    case isTrue
    case isFalse
    case isNull
    case notExists

    init(_ scanner: inout LogPatternScanner) throws(LogPatternError) {
        if scanner.takeWord("IS") {
            scanner.skipSpaces()
            if scanner.takeWord("NULL") {
                self = .isNull
            } else if scanner.takeWord("TRUE") {
                self = .isTrue
            } else if scanner.takeWord("FALSE") {
                self = .isFalse
            } else {
                throw scanner.error("expecting NULL, TRUE or FALSE")
            }
        } else if scanner.takeWord("NOT") {
            scanner.skipSpaces()
            guard scanner.takeWord("EXISTS") else { throw scanner.error("expecting EXISTS") }
            self = .notExists
        } else {
            self = .compare(try LogComparison(&scanner))
        }
    }

    func holds(_ values: [Document]) -> Bool {
        switch self {
        case .compare(let comparison): values.contains { comparison.holds($0) }
        case .isTrue: values.contains(.boolean(true))
        case .isFalse: values.contains(.boolean(false))
        case .isNull: values.contains(.null)
        case .notExists: values.isEmpty
        }
    }
}
