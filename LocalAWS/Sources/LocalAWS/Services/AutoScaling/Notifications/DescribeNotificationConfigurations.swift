/// Lists what topics are told, a row a type.
struct DescribeNotificationConfigurations: AutoScalingOperation {
    static let name = "DescribeNotificationConfigurations"
    static let honours = RecordsRequest.parameters.union(["AutoScalingGroupNames.N"])
    static let mutates = false

    /// That a topic is told one thing of a group.
    struct Row: Sendable {
        let groupName: String
        let topicARN: String
        let type: NotificationType
    }

    private let names: [String]
    private let page: RecordsRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        names = parameters.list("AutoScalingGroupNames")
        page = try RecordsRequest(parameters, of: Self.name)
    }

    func perform(
        on state: inout RegionState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<Row> {
        let groups = state.autoScaling.groupList.filter { names.isEmpty || names.contains($0.name) }
        let rows = groups.flatMap { group in
            group.notifications.flatMap { configuration in
                configuration.types.sorted().map {
                    Row(groupName: group.name, topicARN: configuration.topicARN, type: $0)
                }
            }
        }
        return page.page(ofOrdered: rows)
    }

    static func render(_ page: Page<Row>, to xml: inout OutputWriter) {
        xml.list("NotificationConfigurations", of: page.items) { xml, row in
            xml.text("AutoScalingGroupName", row.groupName)
            xml.text("TopicARN", row.topicARN)
            xml.text("NotificationType", row.type.rawValue)
        }
        xml.text("NextToken", page.nextToken)
    }
}
