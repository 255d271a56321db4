internal import Platform

/// Has a group's sizes changed at a moment.
struct PutScheduledUpdateGroupAction: GroupOperation {
    static let name = "PutScheduledUpdateGroupAction"
    static let honours: Set<String> = [
        "AutoScalingGroupName", "ScheduledActionName", "Time", "StartTime", "MinSize", "MaxSize",
        "DesiredCapacity",
    ]
    static let refuses: Set<String> = ["EndTime", "Recurrence", "TimeZone"]
    static let mutates = true

    let groupName: String
    private let actionName: String
    private let startTime: Timestamp
    private let minimumSize: Int?
    private let maximumSize: Int?
    private let desiredCapacity: Int?

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        actionName = try parameters.required("ScheduledActionName")
        let start = parameters.optional("StartTime")
        let time = parameters.optional("Time")
        guard let text = start ?? time else { throw .missingParameter("StartTime") }
        guard let moment = Timestamp(iso8601: text), time ?? text == text else {
            throw .invalidValue(
                text,
                for: "StartTime",
                expected: "Expecting a date and time, as in 2026-01-15T12:00:00Z."
            )
        }
        startTime = moment
        minimumSize = try parameters.size("MinSize")
        maximumSize = try parameters.size("MaxSize")
        desiredCapacity = try parameters.size("DesiredCapacity")
        guard minimumSize != nil || maximumSize != nil || desiredCapacity != nil else {
            throw .scalingValidation("At least one of MinSize, MaxSize and DesiredCapacity must be given.")
        }
        if let minimumSize, let maximumSize, minimumSize > maximumSize {
            throw .scalingValidation("MinSize (\(minimumSize)) is greater than MaxSize (\(maximumSize)).")
        }
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        let group = try state.autoScaling.changeableGroup(groupName)
        guard startTime > context.now else {
            throw .scalingValidation("Given start time \(startTime.iso8601) is in the past")
        }
        let earlier = group.scheduledActions.first { $0.name == actionName }
        let resource =
            "scheduledUpdateGroupAction:\(context.identifiers.uuid()):autoScalingGroupName/\(groupName):"
            + "scheduledActionName/\(actionName)"
        let action = ScheduledAction(
            name: actionName,
            arn: earlier?.arn ?? context.arn("autoscaling", resource),
            startTime: startTime,
            minimumSize: minimumSize,
            maximumSize: maximumSize,
            desiredCapacity: desiredCapacity
        )
        state.autoScaling.update(groupName) { group in
            group.scheduledActions.removeAll { $0.name == actionName }
            group.scheduledActions.append(action)
        }
        let event = AutoScalingEvent.act(scheduledAction: actionName, group: group.arn, moment: startTime)
        context.schedule(.autoScaling(event), at: startTime)
    }
}
