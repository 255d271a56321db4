/// Has a topic told nothing more of a group.
struct DeleteNotificationConfiguration: GroupOperation {
    static let name = "DeleteNotificationConfiguration"
    static let honours: Set<String> = ["AutoScalingGroupName", "TopicARN"]
    static let mutates = true

    let groupName: String
    private let topicARN: String

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        topicARN = try parameters.required("TopicARN")
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        let group = try state.autoScaling.group(groupName)
        guard group.notifications.contains(where: { $0.topicARN == topicARN }) else {
            throw .scalingValidation("Topic \(topicARN) does not have any notifications configured.")
        }
        state.autoScaling.update(groupName) { $0.notifications.removeAll { $0.topicARN == topicARN } }
    }
}
