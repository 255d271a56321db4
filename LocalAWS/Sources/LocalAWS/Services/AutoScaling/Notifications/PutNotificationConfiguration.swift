/// Has a topic told of a group's launches and terminations: of the given types, and of no others any more.
struct PutNotificationConfiguration: SendingGroupOperation {
    static let name = "PutNotificationConfiguration"
    static let honours: Set<String> = ["AutoScalingGroupName", "TopicARN", "NotificationTypes.N"]
    static let mutates = true

    /// How many topics a group has at most.
    private static let maximumTopics = 10

    let groupName: String
    private let topicARN: String
    private let types: Set<NotificationType>

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        topicARN = try parameters.required("TopicARN")
        var types: Set<NotificationType> = []
        for name in parameters.list("NotificationTypes") {
            types.insert(try NotificationType(parameter: name))
        }
        guard !types.isEmpty else { throw .missingParameter("NotificationTypes") }
        self.types = types
    }

    func perform(on cloud: inout CloudState, in context: inout ActionContext) throws(ServiceError) {
        guard let arn = ARN(topicARN), arn.service == "sns" else {
            throw .scalingValidation("Invalid SNS topic ARN: \(topicARN)")
        }
        let group = try cloud.withRegion(context.region) { (region: inout RegionState) throws(ServiceError) in
            try region.autoScaling.changeableGroup(groupName)
        }
        let isNew = !group.notifications.contains { $0.topicARN == topicARN }
        guard !isNew || group.notifications.count < Self.maximumTopics else {
            throw .scalingLimitExceeded("A group notifies \(Self.maximumTopics) topics at most.")
        }
        try sendTest(of: group, in: &cloud, &context)
        cloud.withRegion(context.region) { region in
            region.autoScaling.update(groupName) { group in
                group.notifications.removeAll { $0.topicARN == topicARN }
                group.notifications.append(NotificationConfiguration(topicARN: topicARN, types: types))
            }
        }
    }

    private func sendTest(
        of group: AutoScalingGroup,
        in cloud: inout CloudState,
        _ context: inout ActionContext
    ) throws(ServiceError) {
        let delivery = RegionState.testDelivery(to: topicARN, of: group, &context)
        guard case .refused(let reason) = cloud.deliver(delivery, &context) else { return }
        throw .scalingValidation(
            "Unable to publish test notification message to SNS topic \(topicARN): \(reason)"
        )
    }
}
