internal import Platform

/// Holding instances, and letting them go.
extension RegionState {
    /// Holds an instance for all of the hooks at once, and tells whoever is to be told.
    mutating func hold(
        _ member: GroupMember,
        of group: AutoScalingGroup,
        for hooks: [LifecycleHook],
        as state: LifecycleState,
        _ context: inout ActionContext
    ) {
        let actions = hooks.map {
            LifecycleAction($0, token: context.identifiers.uuid(), at: context.now)
        }
        var activityID: String?
        autoScaling.update(member.id, of: group.name) {
            $0.state = state
            $0.actions = actions
            activityID = $0.activityID
        }
        autoScaling.activities.update(activityID) {
            $0.status = .midLifecycleAction
            $0.progress = 60
        }
        for action in actions {
            scheduleExpiry(of: action, of: member.id, in: group, &context)
            announce(action, instanceID: member.id, of: group, &context)
            context.note(
                "autoscaling",
                "\(member.id) of group \(group.name) waits for hook \(action.hook.name)"
            )
        }
    }

    func scheduleExpiry(
        of action: LifecycleAction,
        of instanceID: String,
        in group: AutoScalingGroup,
        _ context: inout ActionContext
    ) {
        let event = AutoScalingEvent.expire(token: action.token, instance: instanceID, group: group.arn)
        context.schedule(.autoScaling(event), at: action.deadline)
    }

    /// An instance may have waited for a hook as long as it had to.
    mutating func expire(
        _ token: String,
        of instanceID: String,
        in groupARN: String,
        _ context: inout ActionContext
    ) {
        guard let (group, member) = autoScaling.instance(instanceID, of: groupARN),
            let action = member.actions.first(where: { $0.token == token }),
            action.deadline <= context.now
        else { return }
        context.note("autoscaling", "Hook \(action.hook.name) times out for \(instanceID)")
        complete(action, of: member, in: group, action.hook.defaultResult, "Heartbeat Timeout", &context)
    }

    /// One of the actions that an instance is held for is over.
    ///
    /// - Parameter how: how it came to that, in AWS's words.
    mutating func complete(
        _ action: LifecycleAction,
        of member: GroupMember,
        in group: AutoScalingGroup,
        _ result: LifecycleActionResult,
        _ how: String,
        _ context: inout ActionContext
    ) {
        let isLaunch = action.hook.transition == .launching
        let isAbandoned = result == .abandon
        var left = 0
        autoScaling.update(member.id, of: group.name) {
            $0.actions.removeAll { isAbandoned || $0.token == action.token }
            left = $0.actions.count
        }
        if isLaunch, isAbandoned {
            let reason = "Lifecycle Action with token \(action.token) was abandoned: \(how)"
            abandonLaunch(
                of: member,
                in: group.name,
                "Instance failed to complete user's Lifecycle Action: \(reason)",
                &context
            )
        } else if left == 0 {
            letGo(member.id, of: group, isLaunch: isLaunch, &context)
        }
    }

    /// Has an instance that is to end wait for nothing any more.
    mutating func stopHolding(
        _ member: GroupMember,
        of group: AutoScalingGroup,
        _ context: inout ActionContext
    ) {
        guard member.state == .terminatingWait else { return }
        autoScaling.update(member.id, of: group.name) { $0.actions = [] }
        letGo(member.id, of: group, isLaunch: false, &context)
    }

    private mutating func letGo(
        _ instanceID: String,
        of group: AutoScalingGroup,
        isLaunch: Bool,
        _ context: inout ActionContext
    ) {
        var activityID: String?
        autoScaling.update(instanceID, of: group.name) {
            $0.state = isLaunch ? .pendingProceed : .terminatingProceed
            activityID = $0.activityID
        }
        autoScaling.activities.update(activityID) { $0.status = isLaunch ? .preInService : .inProgress }
        let event: AutoScalingEvent =
            isLaunch
            ? .serve(instance: instanceID, group: group.arn) : .end(instance: instanceID, group: group.arn)
        context.schedule(.autoScaling(event), after: Self.proceeding)
    }
}
