internal import Platform

/// A security group. Nothing sends packets here: its rules are kept and shown.
struct SecurityGroup: EC2Resource {
    let id: String
    let sequence: Int
    let name: String
    let description: String
    let visibleTime: Timestamp
    var goneTime: Timestamp?
    var tags: TagList
    /// In the order in which they were made.
    var rules: [SecurityGroupRule] = []

    /// The name of the group that comes with the VPC and stays as long as it.
    static let defaultName = "default"

    var isDefault: Bool { name == Self.defaultName }

    /// The group that comes with the VPC: it lets in what comes from itself, and everything out.
    static func ofDefaultVPC(
        id: String,
        sequence: Int,
        _ identifiers: inout IdentifierGenerator
    ) -> SecurityGroup {
        let beginning = Timestamp(secondsSinceEpoch: 0)
        var group = SecurityGroup(
            id: id,
            sequence: sequence,
            name: defaultName,
            description: "default VPC security group",
            visibleTime: beginning,
            tags: TagList()
        )
        group.add(isEgress: false, .everything, .group(id), &identifiers)
        group.add(isEgress: true, .everything, .ipv4("0.0.0.0/0"), &identifiers)
        return group
    }

    /// Adds a rule of that range and peer, and returns it.
    @discardableResult
    mutating func add(
        isEgress: Bool,
        _ range: PortRange,
        _ peer: SecurityGroupRule.Peer,
        description: String? = nil,
        tags: TagList = TagList(),
        _ identifiers: inout IdentifierGenerator
    ) -> SecurityGroupRule {
        let rule = SecurityGroupRule(
            id: identifiers.resourceID(ResourceKind.securityGroupRule.rawValue),
            isEgress: isEgress,
            range: range,
            peer: peer,
            description: description,
            tags: tags
        )
        rules.append(rule)
        return rule
    }
}

/// One rule of a security group: a protocol, ports, and one source or target.
struct SecurityGroupRule: Codable, Sendable {
    let id: String
    let isEgress: Bool
    let range: PortRange
    let peer: Peer
    let description: String?
    var tags: TagList

    /// Who is at the other end.
    enum Peer: Codable, Sendable, Hashable {
        case ipv4(String)
        case ipv6(String)
        case prefixList(String)
        case group(String)
    }
}

/// A protocol and its ports.
struct PortRange: Codable, Sendable, Hashable {
    /// `tcp`, `udp`, `icmp`, `icmpv6`, a number, or `-1` for all.
    let ipProtocol: String
    /// For ICMP the type.
    let from: Int?
    /// For ICMP the code.
    let to: Int?

    static let everything = PortRange(ipProtocol: "-1", from: nil, to: nil)
}
