internal import Platform

/// Lists what is to happen to groups' sizes.
struct DescribeScheduledActions: AutoScalingOperation {
    static let name = "DescribeScheduledActions"
    static let honours = RecordsRequest.parameters.union([
        "AutoScalingGroupName", "ScheduledActionNames.N", "StartTime", "EndTime",
    ])
    static let mutates = false

    /// An action and whose it is.
    struct Row: Sendable {
        let groupName: String
        let action: ScheduledAction
    }

    private let groupName: String?
    private let names: [String]
    private let start: Timestamp?
    private let end: Timestamp?
    private let page: RecordsRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = parameters.optional("AutoScalingGroupName")
        names = parameters.list("ScheduledActionNames")
        start = try parameters.wireMoment("StartTime")
        end = try parameters.wireMoment("EndTime")
        page = try RecordsRequest(parameters, of: Self.name)
    }

    func perform(
        on state: inout RegionState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<Row> {
        let groups = state.autoScaling.groupList.filter { groupName ?? $0.name == $0.name }
        let rows = groups.flatMap { group in
            group.scheduledActions.filter(isMeant).map { Row(groupName: group.name, action: $0) }
        }
        return page.page(ofOrdered: rows.sorted { $0.action.startTime < $1.action.startTime })
    }

    private func isMeant(_ action: ScheduledAction) -> Bool {
        (names.isEmpty || names.contains(action.name) || names.contains(action.arn))
            && (start.map { $0 <= action.startTime } ?? true) && (end.map { action.startTime <= $0 } ?? true)
    }

    static func render(_ page: Page<Row>, to xml: inout OutputWriter) {
        xml.list("ScheduledUpdateGroupActions", of: page.items) {
            $1.action.render(of: $1.groupName, to: &$0)
        }
        xml.text("NextToken", page.nextToken)
    }
}
