internal import Platform

extension CloudState {
    /// Refuses a call whose caller isn't allowed to all that it requires.
    func authorise(
        _ required: [RequiredPermission],
        of action: String,
        _ call: ActionCall,
        at now: Timestamp
    ) throws(ServiceError) {
        guard !call.caller.isRoot else { return }
        for permission in required {
            let authorization = authorization(
                of: permission.action ?? "\(call.service.permissionPrefix):\(action)",
                on: permission.resource,
                keys: permission.keys,
                for: call.caller,
                in: call.region,
                at: now
            )
            guard authorization.refusedBy == nil else {
                throw AuthorizationRefusal(authorization, call).error
            }
        }
    }

    /// What the caller's policies, and that of the resource, say.
    func authorization(
        of action: String,
        on resource: String,
        keys: [String: [String]],
        for caller: Caller,
        in region: Region,
        at now: Timestamp
    ) -> Authorization {
        let principal = principal(caller, partition: region.partition)
        var context = GlobalContext(
            caller: caller,
            principal: principal,
            tags: tags(of: caller),
            region: region,
            now: now
        ).context
        context.set(
            "aws:ResourceAccount",
            ARN(resource).flatMap { $0.accountID.isEmpty ? nil : $0.accountID }
        )
        for (key, values) in keys { context[key] = values }
        var policies = policies(of: caller)
        policies.resource = resourcePolicy(of: resource)
        return policies.authorization(
            of: AuthorizationRequest(
                principal: principal,
                action: action,
                resource: resource,
                context: context
            )
        )
    }
}

extension RequiredPermission {
    /// That the caller may hand a role to a service, which then acts as it.
    static func passRole(_ roleARN: String, to service: String) -> RequiredPermission {
        RequiredPermission("iam:PassRole", on: roleARN, keys: ["iam:PassedToService": [service]])
    }
}
