/// Lists policies.
struct DescribePolicies: AutoScalingOperation {
    static let name = "DescribePolicies"
    static let honours = RecordsRequest.parameters.union([
        "AutoScalingGroupName", "PolicyNames.N", "PolicyTypes.N",
    ])
    static let mutates = false

    /// A policy and whose it is.
    struct Row: Sendable {
        let groupName: String
        let policy: ScalingPolicy
    }

    private let groupName: String?
    private let names: [String]
    private let types: [String]
    private let page: RecordsRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = parameters.optional("AutoScalingGroupName")
        names = parameters.list("PolicyNames")
        types = parameters.list("PolicyTypes")
        page = try RecordsRequest(parameters, of: Self.name)
    }

    func perform(
        on state: inout RegionState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<Row> {
        if let groupName { _ = try state.autoScaling.group(groupName) }
        let groups = state.autoScaling.groupList.filter { groupName ?? $0.name == $0.name }
        let rows = groups.flatMap { group in group.policies.map { Row(groupName: group.name, policy: $0) } }
        return page.page(
            ofOrdered: rows.filter { row in
                (names.isEmpty || names.contains(row.policy.name) || names.contains(row.policy.arn))
                    && (types.isEmpty || types.contains(row.policy.rule.kind.rawValue))
            }
        )
    }

    static func render(_ page: Page<Row>, to xml: inout OutputWriter) {
        xml.list("ScalingPolicies", of: page.items) { $1.policy.render(of: $1.groupName, to: &$0) }
        xml.text("NextToken", page.nextToken)
    }
}
