/// Lists the rules of security groups, each by itself.
struct DescribeSecurityGroupRules: EC2Operation {
    static let name = "DescribeSecurityGroupRules"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters).union([
        "SecurityGroupRuleId.N"
    ])
    static let mutates = false

    private let ids: [String]
    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = parameters.list("SecurityGroupRuleId")
        for id in ids { try ResourceKind.securityGroupRule.check(id, parameter: "securityGroupRuleIds") }
        filters = try Filter.list(parameters, for: SecurityGroupRuleView.filterTable)
        page = try PageRequest(parameters, of: Self.name, conflict: ("securityGroupRuleIds", !ids.isEmpty))
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<SecurityGroupRuleView> {
        let views = state.securityGroups.flatMap { [state, context] group in
            group.rules.map { SecurityGroupRuleView($0, of: group, in: state.network, context) }
        }
        let missing = ids.filter { id in !views.contains { $0.rule.id == id } }
        guard missing.isEmpty else { throw ResourceKind.securityGroupRule.notFound(missing) }
        return page.page(of: views, position: \.position) { view in
            let isMeant = ids.isEmpty || ids.contains(view.rule.id)
            return isMeant && SecurityGroupRuleView.filterTable.passes(view, filters) ? view : nil
        }
    }

    static func render(_ page: Page<SecurityGroupRuleView>, to xml: inout OutputWriter) {
        xml.list("securityGroupRuleSet", of: page.items) { $1.render(to: &$0) }
        xml.text("nextToken", page.nextToken)
    }
}
