internal import Platform

/// The messages that groups send, as facts of a group and a moment. Their members are those that AWS's have; what members
/// there are, and of which type, is what functions out there are written against.
struct GroupMessages: Sendable {
    let group: AutoScalingGroup
    let accountID: String
    let now: Timestamp

    private static let service: Document = "AWS Auto Scaling"

    /// What a topic or a hook's target gets when it is named.
    func test(requestID: String) -> Document {
        [
            "AccountId": .text(accountID),
            "RequestId": .text(requestID),
            "AutoScalingGroupARN": .text(group.arn),
            "AutoScalingGroupName": .text(group.name),
            "Service": Self.service,
            "Event": .text(NotificationType.test.rawValue),
            "Time": .text(now.iso8601),
        ]
    }

    /// What a topic gets when an activity is over.
    func notification(_ type: NotificationType, of activity: Activity) -> Document {
        var members = outcome(of: activity)
        members["Description"] = .text(activity.description)
        members["Event"] = .text(type.rawValue)
        members["Service"] = Self.service
        members["Time"] = .text(now.iso8601)
        members["AccountId"] = .text(accountID)
        members["AutoScalingGroupARN"] = .text(group.arn)
        members["Progress"] = activity.status == .successful ? 50 : 100
        for (name, end) in Self.direction(isLaunch: type == .launch || type == .launchError) {
            members[name] = .text(end)
        }
        return .structure(members)
    }

    /// What a hook's target gets when an instance waits.
    func lifecycle(_ action: LifecycleAction, instanceID: String, requestID: String) -> Document {
        var members = lifecycleMembers(action, instanceID: instanceID)
        members["Service"] = Self.service
        members["Time"] = .text(now.iso8601)
        members["AccountId"] = .text(accountID)
        members["RequestId"] = .text(requestID)
        return .structure(members)
    }

    private func lifecycleMembers(_ action: LifecycleAction, instanceID: String) -> [String: Document] {
        let hook = action.hook
        var members: [String: Document] = [
            "LifecycleHookName": .text(hook.name),
            "LifecycleTransition": .text(hook.transition.rawValue),
            "LifecycleActionToken": .text(action.token),
            "AutoScalingGroupName": .text(group.name),
            "EC2InstanceId": .text(instanceID),
        ]
        if let metadata = hook.metadata { members["NotificationMetadata"] = .text(metadata) }
        for (name, end) in Self.direction(isLaunch: hook.transition == .launching) {
            members[name] = .text(end)
        }
        return members
    }

    /// What notifications and events say alike. Of a success they say that it is in progress.
    private func outcome(of activity: Activity) -> [String: Document] {
        let status = activity.status == .successful ? Activity.Status.inProgress : activity.status
        return [
            "ActivityId": .text(activity.id),
            "RequestId": .text(activity.id),
            "AutoScalingGroupName": .text(group.name),
            "Cause": .text(activity.cause),
            "Details": activity.details.document,
            "EC2InstanceId": .text(activity.instanceID ?? ""),
            "StartTime": .text(activity.startTime.iso8601),
            "EndTime": .text((activity.endTime ?? now).iso8601),
            "StatusCode": .text(status.rawValue),
            "StatusMessage": .text(activity.statusMessage),
        ]
    }

    private static func direction(isLaunch: Bool) -> [(String, String)] {
        let (inside, outside) = ("AutoScalingGroup", "EC2")
        return isLaunch
            ? [("Origin", outside), ("Destination", inside)]
            : [("Origin", inside), ("Destination", outside)]
    }
}

// MARK: - EventBridge

extension GroupMessages {
    private static let source = "aws.autoscaling"

    /// What the bus gets when an activity is over.
    ///
    /// - Parameter instanceARN: nil where there is no instance.
    func event(
        _ type: NotificationType,
        of activity: Activity,
        instanceARN: String?
    ) -> BusEvent {
        var members = outcome(of: activity)
        let isLaunch = type == .launch || type == .launchError
        let isSuccess = type == .launch || type == .terminate
        if isSuccess { members["Description"] = .text(activity.description) }
        for (name, end) in Self.direction(isLaunch: isLaunch) { members[name] = .text(end) }
        return BusEvent(
            source: Self.source,
            detailType:
                "EC2 Instance \(isLaunch ? "Launch" : "Terminate") \(isSuccess ? "Successful" : "Unsuccessful")",
            detail: .structure(members),
            resources: [group.arn] + [instanceARN].compactMap { $0 }
        )
    }

    /// What the bus gets when an instance waits.
    func event(of action: LifecycleAction, instanceID: String) -> BusEvent {
        let transition = action.hook.transition == .launching ? "launch" : "terminate"
        return BusEvent(
            source: Self.source,
            detailType: "EC2 Instance-\(transition) Lifecycle Action",
            detail: .structure(lifecycleMembers(action, instanceID: instanceID)),
            resources: [group.arn]
        )
    }
}
