/// Lists security groups.
struct DescribeSecurityGroups: EC2Operation {
    static let name = "DescribeSecurityGroups"
    static let honours: Set<String> = Filter.parameters.union(PageRequest.parameters).union([
        "GroupId.N", "GroupName.N",
    ])
    static let mutates = false

    private let ids: [String]
    private let names: [String]
    private let filters: [Filter]
    private let page: PageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = parameters.list("GroupId")
        names = parameters.list("GroupName")
        for id in ids { try ResourceKind.securityGroup.check(id, parameter: "groupIds") }
        filters = try Filter.list(parameters, for: SecurityGroupView.filterTable)
        page = try PageRequest(parameters, of: Self.name, conflict: ("groupIds", !ids.isEmpty))
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<SecurityGroupView> {
        let missing = ids.filter { state.securityGroups[$0] == nil }
        guard missing.isEmpty else { throw ResourceKind.securityGroup.notFound(missing) }
        for name in names { _ = try state.securityGroup(named: name) }
        let candidates = state.securityGroups.after(page.start ?? 0)
        return page.page(of: candidates, position: \.sequence) { [state, context] group in
            let isMeant = ids.isEmpty && names.isEmpty || ids.contains(group.id) || names.contains(group.name)
            let view = SecurityGroupView(group, in: state.network, context)
            return isMeant && SecurityGroupView.filterTable.passes(view, filters) ? view : nil
        }
    }

    static func render(_ page: Page<SecurityGroupView>, to xml: inout OutputWriter) {
        xml.list("securityGroupInfo", of: page.items) { $1.render(to: &$0) }
        xml.text("nextToken", page.nextToken)
    }
}
