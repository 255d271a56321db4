internal import Platform

/// A change of a group's sizes at a moment, and perhaps at others that follow.
struct ScheduledAction: Codable, Sendable {
    let name: String
    let arn: String
    /// When it is to be next.
    var startTime: Timestamp
    /// After which it isn't any more.
    let endTime: Timestamp?
    let recurrence: Recurrence?
    let minimumSize: Int?
    let maximumSize: Int?
    let desiredCapacity: Int?

    func render(of groupName: String, to xml: inout OutputWriter) {
        xml.text("AutoScalingGroupName", groupName)
        xml.text("ScheduledActionName", name)
        xml.text("ScheduledActionARN", arn)
        xml.moment("Time", startTime)
        xml.moment("StartTime", startTime)
        xml.moment("EndTime", endTime)
        xml.text("Recurrence", recurrence?.text)
        xml.number("MinSize", minimumSize)
        xml.number("MaxSize", maximumSize)
        xml.number("DesiredCapacity", desiredCapacity)
    }
}

extension RegionState {
    /// Does what a scheduled action says, which then waits for its next moment, or is no more.
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
        putOff(action, of: group, after: moment, &context)
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

    private mutating func putOff(
        _ action: ScheduledAction,
        of group: AutoScalingGroup,
        after moment: Timestamp,
        _ context: inout ActionContext
    ) {
        var later = action
        autoScaling.update(group.name) { $0.scheduledActions.removeAll { $0.name == action.name } }
        guard let next = action.recurrence?.next(after: moment), action.endTime.map({ next <= $0 }) ?? true
        else {
            return
        }
        later.startTime = next
        autoScaling.update(group.name) { $0.scheduledActions.append(later) }
        let event = AutoScalingEvent.act(scheduledAction: action.name, group: group.arn, moment: next)
        context.schedule(.autoScaling(event), at: next)
    }
}
