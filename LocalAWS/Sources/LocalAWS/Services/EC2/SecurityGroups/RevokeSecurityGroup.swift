/// Takes rules away from a security group, by what they say or by their identifiers.
struct SecurityGroupRevocation: Sendable {
    /// What is gone, and what wasn't there.
    struct Outcome: Sendable {
        let revoked: [SecurityGroupRuleView]
        let unknown: [IPPermissionView]

        func render(to xml: inout OutputWriter) {
            xml.boolean("return", true)
            xml.list("unknownIpPermissionSet", of: unknown) { $1.render(to: &$0) }
            xml.list("revokedSecurityGroupRuleSet", of: revoked) { $1.renderRevoked(to: &$0) }
        }
    }

    let target: SecurityGroupTarget
    private let isEgress: Bool
    private let permissions: IPPermissions
    private let ruleIDs: [String]

    init(_ parameters: Parameters, isEgress: Bool) throws(ServiceError) {
        self.isEgress = isEgress
        target = try SecurityGroupTarget(parameters, isNameAllowed: !isEgress)
        var permissions = try IPPermissions(parameters)
        if !isEgress { try permissions.addShort(parameters) }
        ruleIDs = parameters.list("SecurityGroupRuleId")
        for id in ruleIDs { try ResourceKind.securityGroupRule.check(id, parameter: "securityGroupRuleIds") }
        guard permissions.entries.isEmpty != ruleIDs.isEmpty else {
            throw .invalidCombination("Rules are named by either IpPermissions or SecurityGroupRuleId.")
        }
        self.permissions = permissions
    }

    /// Rules of the default VPC that aren't there are told of; those by identifier are refused.
    func perform(on state: inout EC2State, _ context: ActionContext) throws(ServiceError) -> Outcome {
        let group = try target.group(in: state)
        var revoked: [SecurityGroupRule] = []
        var unknown: [IPPermissionView] = []
        for entry in permissions.entries {
            let peer = try state.peer(entry.peer)
            if let rule = group.rule(isEgress: isEgress, entry.range, peer) {
                revoked.append(rule)
            } else {
                let rule = SecurityGroupRule(
                    id: "",
                    isEgress: isEgress,
                    range: entry.range,
                    peer: peer,
                    description: entry.description,
                    tags: TagList()
                )
                unknown.append(IPPermissionView(rule, accountID: context.accountID))
            }
        }
        for id in ruleIDs {
            guard let rule = group.rules.first(where: { $0.id == id && $0.isEgress == isEgress }) else {
                throw ResourceKind.securityGroupRule.notFound([id])
            }
            revoked.append(rule)
        }
        let ids = Set(revoked.map(\.id))
        state.securityGroups.update(group.id) { $0.rules.removeAll { ids.contains($0.id) } }
        return Outcome(
            revoked: revoked.map { SecurityGroupRuleView($0, of: group, in: state.network, context) },
            unknown: unknown
        )
    }
}

/// Lets packets in no more.
struct RevokeSecurityGroupIngress: EC2Operation {
    static let name = "RevokeSecurityGroupIngress"
    static let honours = SecurityGroupTarget.parameters.union(IPPermissions.parameters)
        .union(IPPermissions.shortParameters).union(["SecurityGroupRuleId.N"])
    static let refuses = SecurityGroupRefusals.peerings.union(["SourceSecurityGroupOwnerId"])
    static let mutates = true

    let revocation: SecurityGroupRevocation

    init(_ parameters: Parameters) throws(ServiceError) {
        revocation = try SecurityGroupRevocation(parameters, isEgress: false)
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> SecurityGroupRevocation.Outcome {
        try revocation.perform(on: &state, context)
    }

    static func render(_ output: SecurityGroupRevocation.Outcome, to xml: inout OutputWriter) {
        output.render(to: &xml)
    }
}

/// Lets packets out no more.
struct RevokeSecurityGroupEgress: EC2Operation {
    static let name = "RevokeSecurityGroupEgress"
    static let honours = IPPermissions.parameters.union(["GroupId", "SecurityGroupRuleId.N"])
    static let refuses = SecurityGroupRefusals.peerings.union(SecurityGroupRefusals.short)
    static let mutates = true

    let revocation: SecurityGroupRevocation

    init(_ parameters: Parameters) throws(ServiceError) {
        revocation = try SecurityGroupRevocation(parameters, isEgress: true)
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> SecurityGroupRevocation.Outcome {
        try revocation.perform(on: &state, context)
    }

    static func render(_ output: SecurityGroupRevocation.Outcome, to xml: inout OutputWriter) {
        output.render(to: &xml)
    }
}
