internal import Platform

extension RegionState {
    /// Begins an activity of a group.
    mutating func begin(
        _ description: String,
        of group: (name: String, arn: String),
        because cause: String,
        at details: Activity.Details,
        instanceID: String? = nil,
        _ status: Activity.Status,
        _ context: inout ActionContext
    ) -> Activity {
        let activity = Activity(
            id: context.identifiers.uuid(),
            sequence: autoScaling.nextSequence(),
            groupName: group.name,
            groupARN: group.arn,
            description: description,
            cause: cause,
            startTime: context.now,
            status: status,
            progress: status == .preInService ? 30 : 0,
            details: details,
            instanceID: instanceID
        )
        autoScaling.activities.insert(activity)
        return activity
    }

    /// Begins an activity with an instance that a group has, and makes it the one that goes on with it.
    mutating func begin(
        _ description: String,
        with member: GroupMember,
        of groupName: String,
        because cause: String,
        alarm: Document? = nil,
        _ status: Activity.Status,
        _ context: inout ActionContext
    ) -> Activity? {
        guard let arn = autoScaling.groups[groupName]?.arn else { return nil }
        let activity = begin(
            "\(description): \(member.id)",
            of: (groupName, arn),
            because: cause,
            at: Activity.Details(subnetID: member.subnetID, zone: member.zone, invokingAlarm: alarm),
            instanceID: member.id,
            status,
            &context
        )
        autoScaling.update(member.id, of: groupName) { $0.activityID = activity.id }
        return activity
    }
}

extension Activity {
    /// Ends it.
    mutating func finish(_ status: Status, _ message: String = "", at now: Timestamp) {
        self.status = status
        statusMessage = message
        progress = 100
        endTime = now
    }
}
