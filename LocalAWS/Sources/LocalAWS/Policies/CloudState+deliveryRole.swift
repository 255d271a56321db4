extension CloudState {
    /// Why a service can't hand something over as the role that it was given; nil when it can, or was given none.
    func refusal(ofRoleFor delivery: Delivery, to target: ARN, _ context: ActionContext) -> String? {
        guard let roleARN = delivery.roleARN, let action = Self.deliveryActions[target.service] else {
            return nil
        }
        let account = IAMAccount(context)
        guard canAssume(roleARN, service: delivery.servicePrincipal, in: account),
            let role = iam.role(arn: roleARN, in: account)
        else { return "\(delivery.servicePrincipal) can't assume \(roleARN)" }
        let decision = authorization(
            of: action,
            on: delivery.target,
            keys: [:],
            for: role.caller(named: "AutoScaling", in: account),
            in: context.region,
            at: context.now
        )
        return decision.refusedBy == nil ? nil : "\(roleARN) isn't allowed to \(action)"
    }

    /// What whoever hands something over has to be allowed to.
    static let deliveryActions = [
        "sns": "sns:Publish", "sqs": "sqs:SendMessage", "lambda": "lambda:InvokeFunction",
        "events": "events:PutEvents",
    ]
}

extension Role {
    /// Whoever acts as the role in a session of that name.
    func caller(named session: String, in account: IAMAccount) -> Caller {
        Caller(accountID: account.id, principal: .assumedRole(name: name, id: id, session: session))
    }
}
