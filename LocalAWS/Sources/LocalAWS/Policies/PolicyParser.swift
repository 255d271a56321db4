/// Reads the elements of a policy: each known, each of its type. What a policy of a kind must hold is
/// `PolicyValidator`'s business.
struct PolicyParser {
    let version: PolicyVersion
    let id: String?
    private(set) var statements: [PolicyStatement] = []

    init(_ text: String) throws(PolicyError) {
        let document: Document
        do throws(DocumentError) {
            document = try Document(json: text)
        } catch {
            throw PolicyError("This policy contains invalid Json (\(error))")
        }
        guard let elements = document.structure else { throw .syntax("a policy is a JSON object") }
        try Self.check(elements.keys, in: ["Version", "Id", "Statement"])
        version = try Self.version(elements["Version"])
        id = try Self.text("Id", of: elements)
        for statement in try Self.statements(of: elements) {
            statements.append(try self.statement(statement))
        }
    }

    private static func version(_ element: Document?) throws(PolicyError) -> PolicyVersion {
        guard let element else { return .of2008 }
        guard let version = element.text.flatMap(PolicyVersion.init) else {
            throw .syntax("Version is neither 2012-10-17 nor 2008-10-17")
        }
        return version
    }

    /// One statement may stand without a list around it.
    private static func statements(
        of elements: [String: Document]
    ) throws(PolicyError) -> [[String: Document]] {
        guard let element = elements["Statement"] else { throw .syntax("there is no Statement") }
        let list = element.list ?? [element]
        let statements = list.compactMap(\.structure)
        guard statements.count == list.count else { throw .syntax("a Statement is no object") }
        guard !statements.isEmpty else { throw .syntax("Statement is an empty list") }
        return statements
    }

    private static func check(
        _ names: some Sequence<String>,
        in known: Set<String>
    ) throws(PolicyError) {
        guard let stranger = names.filter({ !known.contains($0) }).min() else { return }
        throw .syntax("there is no element \(stranger.debugDescription) in policies")
    }

    private static func text(_ name: String, of elements: [String: Document]) throws(PolicyError) -> String? {
        guard let element = elements[name] else { return nil }
        guard let text = element.text else { throw .syntax("\(name) is no text") }
        return text
    }
}

// MARK: - Statements

extension PolicyParser {
    private static let statementElements: Set<String> = [
        "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource",
        "Condition",
    ]

    private func statement(_ elements: [String: Document]) throws(PolicyError) -> PolicyStatement {
        try Self.check(elements.keys, in: Self.statementElements)
        guard let effect = elements["Effect"]?.text.flatMap(PolicyStatement.Effect.init) else {
            throw .syntax("Effect is neither Allow nor Deny")
        }
        guard let actions = try patterns("Action", of: elements, ignoringCase: true) else {
            throw PolicyError("Policy statement must contain actions.")
        }
        return PolicyStatement(
            sid: try Self.text("Sid", of: elements),
            effect: effect,
            principals: try principals(of: elements),
            actions: actions,
            resources: try patterns("Resource", of: elements),
            conditions: try conditions(elements["Condition"])
        )
    }

    /// The element or its `Not…`; nil when neither is there.
    private static func element(
        _ name: String,
        of elements: [String: Document]
    ) throws(PolicyError) -> (value: Document, name: String, isComplement: Bool)? {
        switch (elements[name], elements["Not\(name)"]) {
        case (nil, nil): return nil
        case (let value?, nil): return (value, name, false)
        case (nil, let value?): return (value, "Not\(name)", true)
        case (.some, .some): throw .syntax("a statement has \(name) or Not\(name), not both")
        }
    }

    private func patterns(
        _ name: String,
        of elements: [String: Document],
        ignoringCase: Bool = false
    ) throws(PolicyError) -> PatternClause? {
        guard let element = try Self.element(name, of: elements) else { return nil }
        guard let texts = element.value.texts else {
            throw .syntax("\(element.name) is neither a text nor a list of texts")
        }
        guard !texts.isEmpty else {
            throw PolicyError("Policy statement must contain \(name.lowercased())s.")
        }
        return PatternClause(
            patterns: texts.map { text in
                // Actions have no variables.
                ignoringCase
                    ? PolicyPattern(text, version: .of2008, isLowered: true)
                    : PolicyPattern(text, version: version)
            },
            isComplement: element.isComplement
        )
    }

    private func principals(of elements: [String: Document]) throws(PolicyError) -> PrincipalClause? {
        guard let element = try Self.element("Principal", of: elements) else { return nil }
        return PrincipalClause(
            patterns: try PrincipalPattern.list(element.value, element.name),
            isComplement: element.isComplement
        )
    }

    private func conditions(_ element: Document?) throws(PolicyError) -> [PolicyCondition] {
        guard let element else { return [] }
        guard let operators = element.structure else { throw .syntax("Condition is no object") }
        var conditions: [PolicyCondition] = []
        for (name, keys) in operators.sorted(by: { $0.key < $1.key }) {
            guard let operation = ConditionOperator(name) else {
                throw .syntax("there is no condition operator \(name.debugDescription)")
            }
            guard let keys = keys.structure else { throw .syntax("the condition \(name) has no keys") }
            for (key, value) in keys.sorted(by: { $0.key < $1.key }) {
                guard let texts = Self.conditionTexts(value), !texts.isEmpty else {
                    throw .syntax("the condition key \(key.debugDescription) has no values")
                }
                conditions.append(PolicyCondition(operation, key: key, values: texts, version: version))
            }
        }
        return conditions
    }

    /// Values may be written as numbers and truth values, too.
    private static func conditionTexts(_ value: Document) -> [String]? {
        let list = value.list ?? [value]
        let texts = list.compactMap { member in
            switch member {
            case .text(let text): text
            case .integer(let number): String(number)
            case .decimal(let number): String(number)
            case .boolean(let flag): flag ? "true" : "false"
            default: nil
            }
        }
        return texts.count == list.count ? texts : nil
    }
}
