/// A launch needs permissions on all that it takes and makes, and to tag what has tags from birth.
extension RunInstances {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        var merged = specification
        var templates: [RequiredPermission] = []
        if let template,
            let found = try? state.launchTemplate(id: template.id, name: template.name)
        {
            templates = [state.permission(on: found.id, context)]
            if let version = try? found.version(template.version) {
                merged = specification.merged(over: version.specification)
            }
        }
        return merged.permissions(by: Self.name, in: state, context) + templates
    }
}

extension LaunchSpecification {
    /// What launching it needs.
    ///
    /// - Parameter action: the action that launches it.
    func permissions(
        by action: String,
        in state: EC2State,
        _ context: ActionContext
    ) -> [RequiredPermission] {
        takenPermissions(in: state, context) + madePermissions(by: action, in: state, context)
            + profilePermissions(context)
    }

    /// On what is there already.
    private func takenPermissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        let groups = securityGroupIDs + (networkInterfaces.first?.securityGroupIDs ?? [])
        let ids =
            [imageID, networkInterfaces.first?.subnetID ?? subnetID].compactMap { $0 }
            + (groups.isEmpty ? [state.network.securityGroupID] : groups)
        let key = keyName.map { RequiredPermission(on: EC2ARN.of("key-pair", $0, context)) }
        return ids.map { state.permission(on: $0, context) } + [key].compactMap { $0 }
    }

    /// On what is made: instances, their volumes and their interfaces.
    private func madePermissions(
        by action: String,
        in state: EC2State,
        _ context: ActionContext
    ) -> [RequiredPermission] {
        var keys = [
            "ec2:Region": [context.region.name],
            "ec2:InstanceType": [instanceType ?? InstanceType.standard],
            "ec2:EbsOptimized": [String(isEBSOptimized ?? false)],
            "ec2:Tenancy": [tenancy ?? "default"],
            "ec2:RootDeviceType": ["ebs"],
        ]
        if let zone { keys["ec2:AvailabilityZone"] = [zone] }
        if let profile = iamInstanceProfile { keys["ec2:InstanceProfile"] = [profile.arn(context)] }
        let parts: [(String, ResourceKind, [String: [String]])] = [
            ("instance", .instance, keys),
            ("volume", .volume, ["ec2:Region": [context.region.name]]),
            ("network-interface", .networkInterface, ["ec2:Region": [context.region.name]]),
        ]
        return parts.flatMap { type, kind, keys in
            context.permissionsToMake(type, by: action, tags: tagSpecifications[kind] ?? [], keys: keys)
        }
    }

    /// To hand the profile's role to the instances.
    private func profilePermissions(_ context: ActionContext) -> [RequiredPermission] {
        iamInstanceProfile.map { [.passProfile($0.arn(context))] } ?? []
    }
}

extension InstanceProfileReference {
    fileprivate func arn(_ context: ActionContext) -> String {
        arn ?? IAMAccount(context).arn("instance-profile", "/\(profileName)")
    }
}
