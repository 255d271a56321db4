/// A rule of a security group in answers and filters.
struct SecurityGroupRuleView: Sendable {
    let rule: SecurityGroupRule
    let groupID: String
    let vpcID: String
    let accountID: String
    let arn: String
    /// Where it is in a list: rules come by group.
    let position: Int

    init(
        _ rule: SecurityGroupRule,
        of group: SecurityGroup,
        in network: DefaultNetwork,
        _ context: ActionContext
    ) {
        self.rule = rule
        groupID = group.id
        vpcID = network.vpcID
        accountID = context.accountID
        arn = context.arn("ec2", "security-group-rule/\(rule.id)")
        let index = group.rules.firstIndex { $0.id == rule.id } ?? 0
        position = group.sequence << 16 | (index + 1)
    }

    func render(to xml: inout OutputWriter) {
        renderIdentity(to: &xml)
        xml.text("groupOwnerId", accountID)
        if let groupID = rule.peer.groupID {
            xml.structure("referencedGroupInfo") {
                $0.text("groupId", groupID)
                $0.text("userId", accountID)
                $0.text("vpcId", vpcID)
            }
        }
        xml.tagSet(rule.tags)
        xml.text("securityGroupRuleArn", arn)
    }

    /// The rule as one that has been revoked.
    func renderRevoked(to xml: inout OutputWriter) {
        renderIdentity(to: &xml)
        xml.text("referencedGroupId", rule.peer.groupID)
    }

    private func renderIdentity(to xml: inout OutputWriter) {
        xml.text("securityGroupRuleId", rule.id)
        xml.text("groupId", groupID)
        xml.boolean("isEgress", rule.isEgress)
        xml.text("ipProtocol", rule.range.ipProtocol)
        // All ports are shown as -1 here, unlike in permissions.
        xml.number("fromPort", rule.range.from ?? -1)
        xml.number("toPort", rule.range.to ?? -1)
        xml.text("cidrIpv4", rule.peer.ipv4)
        xml.text("cidrIpv6", rule.peer.ipv6)
        xml.text("prefixListId", rule.peer.prefixListID)
        xml.text("description", rule.description)
    }

    static let filterTable = FilterTable<SecurityGroupRuleView>(
        tags: { $0.rule.tags },
        [
            "group-id": { [$0.groupID] },
            "security-group-rule-id": { [$0.rule.id] },
        ]
    )
}
