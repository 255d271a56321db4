/// A policy with the name it has where it is from.
struct NamedPolicy: Sendable {
    let name: String
    let document: PolicyDocument
}

/// All policies that have a say about what a caller does, each kind with its own (IAM User Guide, "Policy evaluation
/// logic").
struct PolicySet: Sendable {
    /// The caller's own and attached ones.
    var identity: [NamedPolicy] = []
    /// What limits them; nil when nothing does.
    var boundary: PolicyDocument?
    /// What the session was given when it was opened; nil when nothing was.
    var session: [PolicyDocument]?
    /// That of the resource.
    var resource: PolicyDocument?
}

/// What all kinds of policies say together.
struct Authorization: Sendable {
    let request: AuthorizationRequest
    let decision: Decision
    /// The kind of policies that decided, as AWS's messages call it; nil when the request is allowed.
    let refusedBy: PolicyKindName?
    let allowedByBoundary: Bool

    /// The kinds of policies that can refuse.
    enum PolicyKindName: String, Sendable {
        case identity = "identity-based policy"
        case boundary = "permissions boundary"
        case session = "session policy"
        case resource = "resource-based policy"

        /// With its article.
        var indefinite: String { self == .identity ? "an \(rawValue)" : "a \(rawValue)" }
    }
}

extension PolicySet {
    /// Any policy that denies denies. Else a boundary and the session's policies must allow, where there are such, and the
    /// identity's policies or the resource's policy.
    func authorization(of request: AuthorizationRequest) -> Authorization {
        let own = identity.lazy.map(\.document).decision(for: request)
        let limit = boundary?.decision(for: request)
        let ofSession = session?.decision(for: request)
        let ofResource = resource?.decision(for: request) ?? .implicitDeny
        let isAllowedByBoundary = limit?.isAllowed ?? true
        func refused(_ decision: Decision, by kind: Authorization.PolicyKindName) -> Authorization {
            Authorization(
                request: request,
                decision: decision,
                refusedBy: kind,
                allowedByBoundary: isAllowedByBoundary
            )
        }
        if own.isExplicitDeny { return refused(own, by: .identity) }
        if let limit, limit.isExplicitDeny { return refused(limit, by: .boundary) }
        if let ofSession, ofSession.isExplicitDeny { return refused(ofSession, by: .session) }
        if ofResource.isExplicitDeny { return refused(ofResource, by: .resource) }
        guard own.isAllowed || ofResource.namesTheCaller else { return refused(.implicitDeny, by: .identity) }
        guard isAllowedByBoundary else { return refused(.implicitDeny, by: .boundary) }
        guard ofSession?.isAllowed ?? true else { return refused(.implicitDeny, by: .session) }
        return Authorization(
            request: request,
            decision: own.isAllowed ? own : ofResource,
            refusedBy: nil,
            allowedByBoundary: true
        )
    }
}

extension Authorization {
    /// What was refused and why, as AWS says it after the code of the refusal.
    ///
    /// - Parameter callerARN: as GetCallerIdentity has it.
    func reason(callerARN: String) -> String {
        let object = request.resource == "*" ? "" : " on resource: \(request.resource)"
        let kind = refusedBy ?? .identity
        let cause =
            decision.isExplicitDeny
            ? "with an explicit deny in \(kind.indefinite)"
            : "because no \(kind.rawValue) allows the \(request.action) action"
        return "User: \(callerARN) is not authorized to perform: \(request.action)\(object) \(cause)"
    }
}
