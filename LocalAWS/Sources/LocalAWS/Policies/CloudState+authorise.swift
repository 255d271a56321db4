internal import Platform

extension CloudState {
    /// Refuses a call whose caller isn't allowed to all that it requires.
    func authorise(
        _ required: [RequiredPermission],
        of action: String,
        _ call: ActionCall,
        at now: Timestamp
    ) throws(ServiceError) {
        guard !call.caller.isRoot else { return try authoriseRoot(required, of: action, call, at: now) }
        for permission in required {
            let authorization = authorization(
                of: permission.action ?? "\(call.service.permissionPrefix):\(action)",
                on: permission.action == "iam:PassRole"
                    ? passedRole(permission.resource, call.region) ?? permission.resource
                    : permission.resource,
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

    /// The role of an instance profile, which is what policies let a caller pass; nil for everything else.
    private func passedRole(_ resource: String, _ region: Region) -> String? {
        guard let arn = ARN(resource), arn.service == "iam", arn.resource.hasPrefix("instance-profile/"),
            let name = arn.resource.split(separator: "/").last,
            let role = iam.instanceProfiles[String(name)]?.roleName.flatMap({ iam.roles[$0] })
        else { return nil }
        return role.arn(in: IAMAccount(id: arn.accountID, partition: region.partition))
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

    /// That the caller may hand the role of an instance profile to EC2.
    static func passProfile(_ profileARN: String) -> RequiredPermission {
        passRole(profileARN, to: "ec2.amazonaws.com")
    }
}
