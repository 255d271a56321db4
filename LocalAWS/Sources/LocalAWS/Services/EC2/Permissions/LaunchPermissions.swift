/// A launch needs permissions on everything that is made, and on everything that it is made from.
extension RunInstances {
    func permissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] {
        guard let ec2 = state.regions[context.region.name]?.ec2 else { return [RequiredPermission(on: "*")] }
        let whole = (try? whole(in: ec2)) ?? specification
        return made(whole, in: ec2, context) + used(whole, in: ec2, context)
            + state.iam.passingPermissions(whole.iamInstanceProfile, context)
    }

    private func made(
        _ whole: LaunchSpecification,
        in state: EC2State,
        _ context: ActionContext
    ) -> [RequiredPermission] {
        let keys = [
            "ec2:Region": [context.region.name],
            "ec2:InstanceType": [whole.instanceType ?? InstanceType.standard],
            "ec2:EbsOptimized": [String(whole.isEBSOptimized ?? false)],
            "ec2:Tenancy": [whole.tenancy ?? "default"],
            "ec2:MetadataHttpTokens": [(whole.metadataOptions ?? MetadataOptions()).effective.tokens ?? ""],
        ]
        return [ResourceKind.instance, .volume, .networkInterface].flatMap { kind in
            context.permissionsToMake(
                kind.tagType,
                by: Self.name,
                tags: whole.tagSpecifications[kind] ?? [],
                keys: kind == .instance ? keys : ["ec2:Region": [context.region.name]]
            )
        }
    }

    private func used(
        _ whole: LaunchSpecification,
        in state: EC2State,
        _ context: ActionContext
    ) -> [RequiredPermission] {
        let interface = whole.networkInterfaces.first
        let subnet =
            interface?.subnetID ?? whole.subnetID
            ?? whole.zone.flatMap { state.network.subnet(inZone: $0)?.id }
        let named = whole.securityGroupNames.compactMap { try? state.securityGroup(named: $0).id }
        let groups = whole.securityGroupIDs + (interface?.securityGroupIDs ?? []) + named
        let ids =
            [whole.imageID, subnet ?? state.network.firstSubnet.id, whole.source?.id].compactMap { $0 }
            + (groups.isEmpty ? [state.network.securityGroupID] : groups)
        return ids.map { state.permission(on: $0, context) }
            + (whole.keyName.map { [RequiredPermission(on: EC2ARN.of("key-pair", $0, context))] } ?? [])
    }
}
