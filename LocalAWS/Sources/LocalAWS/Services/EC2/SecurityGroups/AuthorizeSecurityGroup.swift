/// Adds rules to a security group: all of them, or, if one of them is there already, none.
struct SecurityGroupAuthorization: Sendable {
    let target: SecurityGroupTarget
    private let isEgress: Bool
    private let permissions: IPPermissions
    let tags: TagList

    init(_ parameters: Parameters, isEgress: Bool) throws(ServiceError) {
        self.isEgress = isEgress
        target = try SecurityGroupTarget(parameters, isNameAllowed: !isEgress)
        var permissions = try IPPermissions(parameters)
        if !isEgress { try permissions.addShort(parameters) }
        guard !permissions.entries.isEmpty else { throw .missingParameter("IpPermissions") }
        self.permissions = permissions
        tags = TagList(
            try TagSpecifications(parameters, for: [.securityGroupRule]).tags(for: .securityGroupRule)
        )
    }

    func perform(
        on state: inout EC2State,
        _ context: inout ActionContext
    ) throws(ServiceError) -> [SecurityGroupRuleView] {
        var group = try target.group(in: state)
        var identifiers = context.identifiers
        var added: [SecurityGroupRule] = []
        for entry in permissions.entries {
            let peer = try state.peer(entry.peer)
            guard group.rule(isEgress: isEgress, entry.range, peer) == nil else {
                throw ServiceError(
                    "InvalidPermission.Duplicate",
                    "the specified rule \"peer: \(peer.text), \(entry.range.text), ALLOW\" already exists"
                )
            }
            added.append(
                group.add(
                    isEgress: isEgress,
                    entry.range,
                    peer,
                    description: entry.description,
                    tags: tags,
                    &identifiers
                )
            )
        }
        context.identifiers = identifiers
        state.securityGroups.update(group.id) { $0 = group }
        return added.map { SecurityGroupRuleView($0, of: group, in: state.network, context) }
    }
}

/// Lets packets in.
struct AuthorizeSecurityGroupIngress: EC2Operation {
    static let name = "AuthorizeSecurityGroupIngress"
    static let honours = SecurityGroupTarget.parameters.union(IPPermissions.parameters)
        .union(IPPermissions.shortParameters).union(TagSpecifications.parameters)
    static let refuses = SecurityGroupRefusals.peerings.union(["SourceSecurityGroupOwnerId"])
    static let mutates = true

    let authorization: SecurityGroupAuthorization

    init(_ parameters: Parameters) throws(ServiceError) {
        authorization = try SecurityGroupAuthorization(parameters, isEgress: false)
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> [SecurityGroupRuleView] {
        try authorization.perform(on: &state, &context)
    }

    static func render(_ output: [SecurityGroupRuleView], to xml: inout OutputWriter) {
        xml.boolean("return", true)
        xml.list("securityGroupRuleSet", of: output) { $1.render(to: &$0) }
    }
}

/// Lets packets out.
struct AuthorizeSecurityGroupEgress: EC2Operation {
    static let name = "AuthorizeSecurityGroupEgress"
    static let honours = IPPermissions.parameters.union(TagSpecifications.parameters).union(["GroupId"])
    static let refuses = SecurityGroupRefusals.peerings.union(SecurityGroupRefusals.short)
    static let mutates = true

    let authorization: SecurityGroupAuthorization

    init(_ parameters: Parameters) throws(ServiceError) {
        authorization = try SecurityGroupAuthorization(parameters, isEgress: true)
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> [SecurityGroupRuleView] {
        try authorization.perform(on: &state, &context)
    }

    static func render(_ output: [SecurityGroupRuleView], to xml: inout OutputWriter) {
        xml.boolean("return", true)
        xml.list("securityGroupRuleSet", of: output) { $1.render(to: &$0) }
    }
}

/// What calls about rules can't have here.
enum SecurityGroupRefusals {
    /// There is one VPC, which has no peers.
    static let peerings: Set<String> = [
        "IpPermissions.N.Groups.N.VpcId", "IpPermissions.N.Groups.N.VpcPeeringConnectionId",
        "IpPermissions.N.Groups.N.PeeringStatus",
    ]

    /// The short form, which AWS doesn't take for outgoing packets of a VPC either.
    static let short: Set<String> = [
        "CidrIp", "FromPort", "ToPort", "IpProtocol", "SourceSecurityGroupName", "SourceSecurityGroupOwnerId",
    ]
}

extension SecurityGroup {
    /// The rule of that range and peer; nil when there is none.
    func rule(isEgress: Bool, _ range: PortRange, _ peer: SecurityGroupRule.Peer) -> SecurityGroupRule? {
        rules.first { $0.isEgress == isEgress && $0.range == range && $0.peer == peer }
    }
}

extension SecurityGroupRule.Peer {
    /// The peer in messages.
    var text: String {
        switch self {
        case .ipv4(let text), .ipv6(let text), .prefixList(let text), .group(let text): text
        }
    }
}

extension PortRange {
    /// The range in messages.
    var text: String {
        guard let from, let to else { return ipProtocol == "-1" ? "ALL" : ipProtocol }
        return "\(ipProtocol.uppercased()), from port: \(from), to port: \(to)"
    }
}
