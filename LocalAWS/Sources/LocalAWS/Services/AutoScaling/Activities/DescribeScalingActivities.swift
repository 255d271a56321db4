internal import Platform

/// Lists what groups did, newest first.
struct DescribeScalingActivities: AutoScalingOperation {
    static let name = "DescribeScalingActivities"
    static let honours = RecordsRequest.parameters.union(RecordFilter.parameters).union([
        "ActivityIds.N", "AutoScalingGroupName", "IncludeDeletedGroups",
    ])
    static let mutates = false

    /// An activity, and whether its group is no more.
    struct Row: Sendable {
        let activity: Activity
        let isGroupDeleted: Bool
    }

    private let ids: [String]
    private let groupName: String?
    private let includesDeleted: Bool
    private let filters: [RecordFilter]
    private let page: RecordsRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = parameters.list("ActivityIds")
        groupName = parameters.optional("AutoScalingGroupName")
        includesDeleted = try parameters.boolean("IncludeDeletedGroups") ?? false
        let names = ["StartTimeLowerBound", "StartTimeUpperBound", "Status"]
        filters = try RecordFilter.list(parameters, isKnown: names.contains)
        page = try RecordsRequest(parameters, of: Self.name, standard: 100)
    }

    func perform(
        on state: inout RegionState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<Row> {
        if let groupName, !includesDeleted { _ = try state.autoScaling.group(groupName) }
        let scaling = state.autoScaling
        let living = Set(scaling.groups.values.map(\.arn))
        let rows = scaling.activities.newestFirst.lazy.filter(isMeant).map {
            Row(activity: $0, isGroupDeleted: !living.contains($0.groupARN))
        }
        return page.page(
            of: rows.filter { includesDeleted || !$0.isGroupDeleted },
            position: { Int.max - $0.activity.sequence }
        )
    }

    private func isMeant(_ activity: Activity) -> Bool {
        guard ids.isEmpty || ids.contains(activity.id) else { return false }
        guard groupName.map({ $0 == activity.groupName }) ?? true else { return false }
        return filters.allSatisfy { filter in
            switch filter.name {
            case "Status": filter.matches(activity.status.rawValue)
            case "StartTimeLowerBound": filter.values.contains { $0 <= activity.startTime.iso8601 }
            default: filter.values.contains { $0 >= activity.startTime.iso8601 }
            }
        }
    }

    static func render(_ page: Page<Row>, to xml: inout OutputWriter) {
        xml.list("Activities", of: page.items) {
            $1.activity.render(isGroupDeleted: $1.isGroupDeleted, to: &$0)
        }
        xml.text("NextToken", page.nextToken)
    }
}
