/// Finding security groups.
extension EC2State {
    /// The group of that identifier.
    func securityGroup(_ id: String) throws(ServiceError) -> SecurityGroup {
        try ResourceKind.securityGroup.check(id, parameter: "groupId")
        guard let group = securityGroups[id] else { throw ResourceKind.securityGroup.notFound([id]) }
        return group
    }

    /// The group of that name in the default VPC.
    func securityGroup(named name: String) throws(ServiceError) -> SecurityGroup {
        guard let group = securityGroups.first(where: { $0.name == name }) else {
            throw ServiceError(
                "InvalidGroup.NotFound",
                "The security group '\(name)' does not exist in default VPC '\(network.vpcID)'"
            )
        }
        return group
    }
}
