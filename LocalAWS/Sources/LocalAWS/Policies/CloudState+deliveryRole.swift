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
        let required =
            [RequiredPermission(action, on: delivery.target)] + keyPermissions(for: .sending, of: target)
        return refusal(of: required, to: role.caller(named: "AutoScaling", in: account), context)
            .map { "\(roleARN) isn't allowed to \($0.request.action)" }
    }

    /// Which of these, each with its action, a caller isn't allowed first; nil when it may do it all.
    func refusal(
        of required: [RequiredPermission],
        to caller: Caller,
        _ context: ActionContext
    ) -> Authorization? {
        for permission in required {
            let answer = authorization(
                of: permission.action ?? "",
                on: permission.resource,
                keys: permission.keys,
                for: caller,
                in: context.region,
                at: context.now
            )
            if answer.refusedBy != nil { return answer }
        }
        return nil
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
