/// One rule of a policy: if the request is about this, it is allowed, or denied.
struct PolicyStatement: Sendable, Hashable {
    let sid: String?
    let effect: Effect
    /// Nil in identity policies, whose principal is whoever they are attached to.
    let principals: PrincipalClause?
    let actions: PatternClause
    /// Nil in trust policies, whose resource is the role.
    let resources: PatternClause?
    let conditions: [PolicyCondition]

    enum Effect: String, Sendable, Hashable {
        case allow = "Allow"
        case deny = "Deny"
    }

    /// Whether everything in it is true of the request; nil if not, else how its principal is the caller.
    func match(_ request: AuthorizationRequest) -> PrincipalMatch? {
        guard actions.matchesIgnoringCase(request.action, in: request.context),
            resources?.matches(request.resource, in: request.context) ?? true,
            conditions.allSatisfy({ $0.isTrue(in: request.context) })
        else { return nil }
        guard let principals else { return .itself }
        let match = principals.match(request.principal)
        return match == .none ? nil : match
    }
}

/// `Action` or `NotAction`, `Resource` or `NotResource`: patterns, or all but what fits them.
struct PatternClause: Sendable, Hashable {
    let patterns: [PolicyPattern]
    /// Whether it is the `Not…` element.
    let isComplement: Bool

    func matches(_ text: String, in context: RequestContext) -> Bool {
        patterns.contains { $0.matches(text, in: context) } != isComplement
    }

    /// The same for patterns that are compared in lower case.
    func matchesIgnoringCase(_ text: String, in context: RequestContext) -> Bool {
        matches(text.lowercased(), in: context)
    }
}
