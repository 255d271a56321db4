/// What policies say to a request.
enum Decision: Sendable, Hashable {
    /// By these statements, and by none against it.
    case allowed([MatchedStatement])
    /// Whatever allows it.
    case explicitDeny([MatchedStatement])
    /// Nothing allows it.
    case implicitDeny

    var isAllowed: Bool {
        if case .allowed = self { true } else { false }
    }

    var isExplicitDeny: Bool {
        if case .explicitDeny = self { true } else { false }
    }

    /// What decided.
    var statements: [MatchedStatement] {
        switch self {
        case .allowed(let statements), .explicitDeny(let statements): statements
        case .implicitDeny: []
        }
    }

    /// Whether a resource's policy names the caller, not only the caller's account. An account that is allowed
    /// something leaves it to the identity policies which of its principals may do it.
    var namesTheCaller: Bool {
        guard case .allowed(let statements) = self else { return false }
        return statements.contains { $0.match == .itself }
    }
}

/// A statement that is about the request.
struct MatchedStatement: Sendable, Hashable {
    /// The policy's place among those that were asked.
    let policyIndex: Int
    let statement: PolicyStatement
    let match: PrincipalMatch
}

extension PolicyDocument {
    /// What this policy alone says.
    func decision(for request: AuthorizationRequest) -> Decision {
        [self].decision(for: request)
    }
}

extension Sequence<PolicyDocument> {
    /// What the policies say together: one that denies outweighs all that allow.
    func decision(for request: AuthorizationRequest) -> Decision {
        var allowing: [MatchedStatement] = []
        var denying: [MatchedStatement] = []
        for (index, policy) in enumerated() {
            for statement in policy.statements {
                guard let match = statement.match(request) else { continue }
                let matched = MatchedStatement(policyIndex: index, statement: statement, match: match)
                if statement.effect == .deny { denying.append(matched) } else { allowing.append(matched) }
            }
        }
        if !denying.isEmpty { return .explicitDeny(denying) }
        return allowing.isEmpty ? .implicitDeny : .allowed(allowing)
    }
}
