/// Has a group's sizes not changed after all.
struct DeleteScheduledAction: GroupOperation {
    static let name = "DeleteScheduledAction"
    static let honours: Set<String> = ["AutoScalingGroupName", "ScheduledActionName"]
    static let mutates = true

    let groupName: String
    private let actionName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        actionName = try parameters.required("ScheduledActionName")
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        let group = try state.autoScaling.group(groupName)
        guard group.scheduledActions.contains(where: { $0.name == actionName || $0.arn == actionName }) else {
            throw .scalingValidation("Scheduled action name not found")
        }
        state.autoScaling.update(groupName) { group in
            group.scheduledActions.removeAll { $0.name == actionName || $0.arn == actionName }
        }
    }
}
