/// Lists the instances of all groups. Instances that are in none are left out.
struct DescribeAutoScalingInstances: AutoScalingOperation {
    static let name = "DescribeAutoScalingInstances"
    static let honours = RecordsRequest.parameters.union(["InstanceIds.N"])
    static let mutates = false

    /// An instance and whose it is.
    struct Row: Sendable {
        let groupName: String
        let member: GroupMember
    }

    private let ids: [String]
    private let page: RecordsRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = parameters.list("InstanceIds")
        page = try RecordsRequest(parameters, of: Self.name, limit: 50)
    }

    func perform(
        on state: inout RegionState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<Row> {
        let rows = state.autoScaling.groups.values.flatMap { group in
            group.members.values
                .filter { ids.isEmpty || ids.contains($0.id) }
                .map { Row(groupName: group.name, member: $0) }
        }
        return page.page(
            of: rows.sorted { $0.member.sequence < $1.member.sequence },
            position: \.member.sequence
        )
    }

    static func render(_ page: Page<Row>, to xml: inout OutputWriter) {
        xml.list("AutoScalingInstances", of: page.items) { xml, row in
            xml.text("AutoScalingGroupName", row.groupName)
            row.member.render(health: row.member.healthStatus.uppercased(), to: &xml)
        }
        xml.text("NextToken", page.nextToken)
    }
}
