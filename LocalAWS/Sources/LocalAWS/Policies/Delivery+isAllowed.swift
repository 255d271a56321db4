internal import Platform

extension Delivery {
    /// The role that Auto Scaling acts as where it was given none.
    private static let autoScalingRole = "AWSServiceRoleForAutoScaling"

    /// The services that don't say on whose account's behalf they act, so that a topic's default policy doesn't let them.
    private static let principalsWithoutOwner: Set<String> = ["events.amazonaws.com", "s3.amazonaws.com"]

    /// Whether the receiver's policy lets the sender do that with it.
    ///
    /// - Parameter policy: nil for a receiver without one, which lets only the account's own roles.
    func isAllowed(_ action: String, by policy: PolicyDocument?, _ context: ActionContext) -> Bool {
        let actsByRole = isAllowedByRole(action)
        guard let policy else { return actsByRole }
        let decisions = principals(context).map { principal in
            policy.decision(
                for: AuthorizationRequest(
                    principal: principal,
                    action: action,
                    resource: target,
                    context: circumstances(context)
                )
            )
        }
        guard !decisions.contains(where: \.isExplicitDeny) else { return false }
        return actsByRole || decisions.contains(where: \.namesTheCaller)
    }

    /// Whether the service acts with a role of the account whose own policies allow that. What a role that it was given may
    /// do was asked before; Auto Scaling's own may publish to topics, and that is all it may of this.
    private func isAllowedByRole(_ action: String) -> Bool {
        switch servicePrincipal {
        case "lambda.amazonaws.com": true
        case RegionState.autoScalingPrincipal: roleARN != nil || action == "sns:Publish"
        default: false
        }
    }

    /// Whom the receiver's policy can name to mean the sender.
    private func principals(_ context: ActionContext) -> [RequestPrincipal] {
        let service = RequestPrincipal.service(servicePrincipal)
        guard servicePrincipal == RegionState.autoScalingPrincipal, roleARN == nil else { return [service] }
        let account = "\(context.region.partition):iam::\(context.accountID)"
        let session = "\(context.region.partition):sts::\(context.accountID)"
        return [
            service,
            .session(
                arn: "arn:\(session):assumed-role/\(Self.autoScalingRole)/AutoScaling",
                roleARN: "arn:\(account):role/aws-service-role/\(servicePrincipal)/\(Self.autoScalingRole)",
                accountID: context.accountID
            ),
        ]
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
