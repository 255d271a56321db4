internal import Platform

/// A change of a group's sizes at a moment.
struct ScheduledAction: Codable, Sendable {
    let name: String
    let arn: String
    let startTime: Timestamp
    let minimumSize: Int?
    let maximumSize: Int?
    let desiredCapacity: Int?

    func render(of groupName: String, to xml: inout OutputWriter) {
        xml.text("AutoScalingGroupName", groupName)
        xml.text("ScheduledActionName", name)
        xml.text("ScheduledActionARN", arn)
        xml.moment("Time", startTime)
        xml.moment("StartTime", startTime)
        xml.number("MinSize", minimumSize)
        xml.number("MaxSize", maximumSize)
        xml.number("DesiredCapacity", desiredCapacity)
    }
}

extension RegionState {
    /// Does what a scheduled action says, which then is no more.
    ///
    /// - Parameter moment: when it was to be; one that was put off since isn't done.
    mutating func act(
        _ name: String,
        of groupARN: String,
        due moment: Timestamp,
        _ context: inout ActionContext
    ) {
        guard let group = autoScaling.group(arn: groupARN), !group.isDeleting,
            let action = group.scheduledActions.first(where: { $0.name == name }), action.startTime == moment
        else { return }
        autoScaling.update(group.name) { $0.scheduledActions.removeAll { $0.name == name } }
        guard !group.isSuspended(.scheduledActions) else { return }
        var settings = group.settings
        settings.minimumSize = action.minimumSize ?? settings.minimumSize
        settings.maximumSize = max(action.maximumSize ?? settings.maximumSize, settings.minimumSize)
        let wanted = action.desiredCapacity ?? settings.desiredCapacity
        let capacity = min(max(wanted, settings.minimumSize), settings.maximumSize)
        let what =
            "a scheduled action update of AutoScalingGroup constraints to min: \(settings.minimumSize), "
            + "max: \(settings.maximumSize), desired: \(capacity)"
        autoScaling.update(group.name) {
            $0.settings = settings
            $0.setDesiredCapacity(capacity, because: what, at: context.now)
        }
        scheduleReconciliation(of: group, &context)
        context.note("autoscaling", "Scheduled action \(name) of group \(group.name)")
    }
}
