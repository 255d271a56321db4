/// The security group that a call is about, by identifier or by name.
struct SecurityGroupTarget: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = ["GroupId", "GroupName"]

    let id: String?
    private let name: String?

    init(_ parameters: Parameters, isNameAllowed: Bool = true) throws(ServiceError) {
        id = parameters.optional("GroupId")
        name = isNameAllowed ? parameters.optional("GroupName") : nil
        if let id { try ResourceKind.securityGroup.check(id, parameter: "groupId") }
        guard id != nil || name != nil else {
            throw .missingParameter(isNameAllowed ? "GroupId or GroupName" : "GroupId")
        }
        guard id == nil || name == nil else {
            throw .invalidCombination("A security group is named by either GroupId or GroupName.")
        }
    }

    /// The group, which must be there.
    func group(in state: EC2State) throws(ServiceError) -> SecurityGroup {
        if let id { return try state.securityGroup(id) }
        return try state.securityGroup(named: name ?? "")
    }
}

extension EC2State {
    /// The peer of a rule, whose group, if it is one, must be there.
    func peer(_ peer: IPPermissions.Peer) throws(ServiceError) -> SecurityGroupRule.Peer {
        switch peer {
        case .known(.group(let id)): .group(try securityGroup(id).id)
        case .known(let peer): peer
        case .groupName(let name): .group(try securityGroup(named: name).id)
        }
    }
}
