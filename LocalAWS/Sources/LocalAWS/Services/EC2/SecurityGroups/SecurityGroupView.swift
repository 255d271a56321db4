/// A security group in answers and filters of EC2.
struct SecurityGroupView: Sendable {
    let group: SecurityGroup
    let vpcID: String
    let accountID: String
    let arn: String

    init(_ group: SecurityGroup, in network: DefaultNetwork, _ context: ActionContext) {
        self.group = group
        vpcID = network.vpcID
        accountID = context.accountID
        arn = context.arn("ec2", "security-group/\(group.id)")
    }

    func render(to xml: inout OutputWriter) {
        xml.text("groupId", group.id)
        xml.text("groupName", group.name)
        xml.text("groupDescription", group.description)
        xml.text("ownerId", accountID)
        xml.text("vpcId", vpcID)
        xml.text("securityGroupArn", arn)
        xml.list("ipPermissions", of: permissions(isEgress: false)) { $1.render(to: &$0) }
        xml.list("ipPermissionsEgress", of: permissions(isEgress: true)) { $1.render(to: &$0) }
        xml.tagSet(group.tags)
    }

    /// The rules of one direction, put together by their ports.
    private func permissions(isEgress: Bool) -> [IPPermissionView] {
        var permissions: [IPPermissionView] = []
        for rule in group.rules where rule.isEgress == isEgress {
            if let index = permissions.firstIndex(where: { $0.range == rule.range }) {
                permissions[index].add(rule)
            } else {
                permissions.append(IPPermissionView(rule, accountID: accountID))
            }
        }
        return permissions
    }

    static let filterTable: FilterTable<SecurityGroupView> = {
        var values: [String: FilterTable<SecurityGroupView>.Values] = [
            "description": { [$0.group.description] },
            "group-id": { [$0.group.id] },
            "group-name": { [$0.group.name] },
            "owner-id": { [$0.accountID] },
            "vpc-id": { [$0.vpcID] },
        ]
        for (prefix, isEgress) in [("ip-permission", false), ("egress.ip-permission", true)] {
            values.merge(ruleFilters(prefix, isEgress: isEgress)) { first, _ in first }
        }
        return FilterTable(tags: { $0.group.tags }, values)
    }()

    private static func ruleFilters(
        _ prefix: String,
        isEgress: Bool
    ) -> [String: FilterTable<SecurityGroupView>.Values] {
        func each(
            _ value: @escaping @Sendable (SecurityGroupRule) -> String?
        ) -> FilterTable<SecurityGroupView>.Values {
            { $0.group.rules.filter { $0.isEgress == isEgress }.map(value) }
        }
        return [
            "\(prefix).cidr": each(\.peer.ipv4),
            "\(prefix).ipv6-cidr": each(\.peer.ipv6),
            "\(prefix).group-id": each(\.peer.groupID),
            "\(prefix).prefix-list-id": each(\.peer.prefixListID),
            "\(prefix).protocol": each(\.range.ipProtocol),
            "\(prefix).from-port": each { rule in rule.range.from.map(String.init) },
            "\(prefix).to-port": each { rule in rule.range.to.map(String.init) },
        ]
    }
}

extension SecurityGroupRule.Peer {
    var ipv4: String? { if case .ipv4(let text) = self { text } else { nil } }
    var ipv6: String? { if case .ipv6(let text) = self { text } else { nil } }
    var prefixListID: String? { if case .prefixList(let id) = self { id } else { nil } }
    var groupID: String? { if case .group(let id) = self { id } else { nil } }
}

/// Rules of the same ports, as one entry of `ipPermissions`.
struct IPPermissionView: Sendable {
    let range: PortRange
    private let accountID: String
    private var rules: [SecurityGroupRule]

    init(_ rule: SecurityGroupRule, accountID: String) {
        range = rule.range
        self.accountID = accountID
        rules = [rule]
    }

    mutating func add(_ rule: SecurityGroupRule) {
        rules.append(rule)
    }

    func render(to xml: inout OutputWriter) {
        range.render(to: &xml)
        xml.list("groups", of: rules.filter { $0.peer.groupID != nil }) { xml, rule in
            xml.text("userId", accountID)
            xml.text("groupId", rule.peer.groupID)
            xml.text("description", rule.description)
        }
        xml.list("ipRanges", of: rules.filter { $0.peer.ipv4 != nil }) { xml, rule in
            xml.text("cidrIp", rule.peer.ipv4)
            xml.text("description", rule.description)
        }
        xml.list("ipv6Ranges", of: rules.filter { $0.peer.ipv6 != nil }) { xml, rule in
            xml.text("cidrIpv6", rule.peer.ipv6)
            xml.text("description", rule.description)
        }
        xml.list("prefixListIds", of: rules.filter { $0.peer.prefixListID != nil }) { xml, rule in
            xml.text("prefixListId", rule.peer.prefixListID)
            xml.text("description", rule.description)
        }
    }
}

extension PortRange {
    func render(to xml: inout OutputWriter) {
        xml.text("ipProtocol", ipProtocol)
        xml.number("fromPort", from)
        xml.number("toPort", to)
    }
}
