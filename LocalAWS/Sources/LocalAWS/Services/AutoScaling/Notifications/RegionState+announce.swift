internal import Platform

/// Telling others what a group does.
extension RegionState {
    /// The principal whom topics, queues and functions know the group by.
    static let autoScalingPrincipal = "autoscaling.amazonaws.com"

    /// Tells the topics that want to know, and the event bus, that an activity is over.
    func announce(_ type: NotificationType, _ activity: Activity, _ context: inout ActionContext) {
        guard let group = autoScaling.group(arn: activity.groupARN) else { return }
        let messages = GroupMessages(group: group, accountID: context.accountID, now: context.now)
        let message = messages.notification(type, of: activity).json
        for configuration in group.notifications where configuration.types.contains(type) {
            send(message, to: configuration.topicARN, type.subject(of: group.name), from: group, &context)
        }
        let instanceARN = activity.instanceID.map { context.arn("ec2", "instance/\($0)") }
        let event = messages.event(type, of: activity, instanceARN: instanceARN)
        context.schedule(.autoScaling(.announce(event)))
    }

    /// Tells a hook's target, and the event bus, that an instance waits.
    func announce(
        _ action: LifecycleAction,
        instanceID: String,
        of group: AutoScalingGroup,
        _ context: inout ActionContext
    ) {
        let messages = GroupMessages(group: group, accountID: context.accountID, now: context.now)
        if let target = action.hook.targetARN {
            let requestID = context.identifiers.uuid()
            let message = messages.lifecycle(action, instanceID: instanceID, requestID: requestID)
            let verb = action.hook.transition == .launching ? "LAUNCHING" : "TERMINATING"
            let subject = "Auto Scaling:  Lifecycle action '\(verb)' for instance \(instanceID) in progress."
            send(message.json, to: target, as: action.hook.roleARN, subject, from: group, &context)
        }
        context.schedule(.autoScaling(.announce(messages.event(of: action, instanceID: instanceID))))
    }

    /// What is sent to see whether a target can be reached.
    static func testDelivery(
        to target: String,
        as roleARN: String? = nil,
        of group: AutoScalingGroup,
        _ context: inout ActionContext
    ) -> Delivery {
        let messages = GroupMessages(group: group, accountID: context.accountID, now: context.now)
        return Delivery(
            servicePrincipal: autoScalingPrincipal,
            sourceARN: group.arn,
            target: target,
            payload: messages.test(requestID: context.identifiers.uuid()).json,
            roleARN: roleARN,
            subject: NotificationType.test.subject(of: group.name)
        )
    }

    private func send(
        _ message: String,
        to target: String,
        as roleARN: String? = nil,
        _ subject: String,
        from group: AutoScalingGroup,
        _ context: inout ActionContext
    ) {
        let delivery = Delivery(
            servicePrincipal: Self.autoScalingPrincipal,
            sourceARN: group.arn,
            target: target,
            payload: message,
            roleARN: roleARN,
            subject: subject
        )
        context.schedule(.autoScaling(.send(delivery, attempt: 1)))
    }
}
