internal import Platform

/// Has a group's sizes changed at a moment.
struct PutScheduledUpdateGroupAction: GroupOperation {
    static let name = "PutScheduledUpdateGroupAction"
    static let honours: Set<String> = [
        "AutoScalingGroupName", "ScheduledActionName", "Time", "StartTime", "EndTime", "Recurrence",
        "TimeZone",
        "MinSize", "MaxSize", "DesiredCapacity",
    ]
    static let mutates = true

    let groupName: String
    private let actionName: String
    /// Nil for the recurrence's first moment.
    private let startTime: Timestamp?
    private let endTime: Timestamp?
    private let recurrence: Recurrence?
    private let minimumSize: Int?
    private let maximumSize: Int?
    private let desiredCapacity: Int?

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        actionName = try parameters.required("ScheduledActionName")
        let time = try parameters.wireMoment("Time")
        startTime = try parameters.wireMoment("StartTime") ?? time
        endTime = try parameters.wireMoment("EndTime")
        recurrence = try Self.recurrence(parameters)
        guard startTime != nil || recurrence != nil else { throw .missingParameter("StartTime") }
        if let zone = parameters.optional("TimeZone"), zone != "UTC", zone != "Etc/UTC" {
            throw .unsupportedParameter("TimeZone=\(zone)", of: Self.name)
        }
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

    private static func recurrence(_ parameters: Parameters) throws(ServiceError) -> Recurrence? {
        guard let text = parameters.optional("Recurrence") else { return nil }
        guard let recurrence = Recurrence(text) else {
            throw .scalingValidation("Given recurrence string: \(text) is invalid.")
        }
        return recurrence
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        let group = try state.autoScaling.changeableGroup(groupName)
        guard let startTime = startTime ?? recurrence?.next(after: context.now), startTime > context.now
        else {
            throw .scalingValidation("Given start time is in the past")
        }
        let earlier = group.scheduledActions.first { $0.name == actionName }
        let resource =
            "scheduledUpdateGroupAction:\(context.identifiers.uuid()):autoScalingGroupName/\(groupName):"
            + "scheduledActionName/\(actionName)"
        let action = ScheduledAction(
            name: actionName,
            arn: earlier?.arn ?? context.arn("autoscaling", resource),
            startTime: startTime,
            endTime: endTime,
            recurrence: recurrence,
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

extension Parameters {
    /// A moment in a form.
    func wireMoment(_ name: String) throws(ServiceError) -> Timestamp? {
        guard let text = optional(name) else { return nil }
        guard let moment = Timestamp(iso8601: text) else {
            throw .invalidValue(text, for: name, expected: "Expecting a date and time: 2026-01-15T12:00:00Z.")
        }
        return moment
    }
}
