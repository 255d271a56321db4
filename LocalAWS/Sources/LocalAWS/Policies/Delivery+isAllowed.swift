internal import Platform

extension Delivery {
    /// The services that act with a role of the account, whose own policies say what it may do.
    private static let principalsWithRoles: Set<String> = [
        "autoscaling.amazonaws.com", "lambda.amazonaws.com",
    ]

    /// The services that don't say on whose account's behalf they act, so that a topic's default policy doesn't let them.
    private static let principalsWithoutOwner: Set<String> = ["events.amazonaws.com", "s3.amazonaws.com"]

    /// Whether the receiver's policy lets the sender do that with it.
    ///
    /// - Parameter policy: nil for a receiver without one, which lets only the account's own roles.
    func isAllowed(_ action: String, by policy: PolicyDocument?, _ context: ActionContext) -> Bool {
        let actsByRole = Self.principalsWithRoles.contains(servicePrincipal)
        guard let policy else { return actsByRole }
        let request = AuthorizationRequest(
            principal: .service(servicePrincipal),
            action: action,
            resource: target,
            context: circumstances(context)
        )
        let decision = policy.decision(for: request)
        return decision.isAllowed || actsByRole && !decision.isExplicitDeny
    }

    /// The condition keys that a service's own requests have.
    private func circumstances(_ context: ActionContext) -> RequestContext {
        let account = ARN(sourceARN)?.accountID ?? context.accountID
        var keys = RequestContext()
        keys.set("aws:SourceArn", sourceARN)
        keys.set("aws:SourceAccount", account)
        if !Self.principalsWithoutOwner.contains(servicePrincipal) { keys.set("aws:SourceOwner", account) }
        keys.set("aws:SecureTransport", "true")
        keys.set("aws:PrincipalIsAWSService", "true")
        keys.set("aws:CurrentTime", context.now.iso8601)
        return keys
    }
}
