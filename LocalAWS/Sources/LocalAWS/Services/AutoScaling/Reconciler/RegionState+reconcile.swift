internal import Platform

/// What a group does of itself: it compares what it has with what it should have, and acts on the difference.
extension RegionState {
    /// Brings a group's instances nearer to what they should be.
    mutating func reconcile(_ groupARN: String, _ iam: IAMState, _ context: inout ActionContext) {
        guard let before = autoScaling.group(arn: groupARN), !before.isDeleting else { return }
        let replaces = endUnhealthy(of: before, &context)
        guard let group = autoScaling.groups[before.name] else { return }
        let (capacity, desired) = (group.capacity, group.settings.desiredCapacity)
        if capacity < desired {
            grow(group, from: capacity, replaces: replaces, iam, &context)
        } else if capacity > desired {
            shrink(group, from: capacity, &context)
        } else {
            autoScaling.update(group.name) { $0.reason = nil }
        }
    }

    /// Has a group reconciled right after what happens now.
    func scheduleReconciliation(of group: AutoScalingGroup, _ context: inout ActionContext) {
        context.schedule(.autoScaling(.reconcile(group: group.arn)))
    }

    /// Ends the instances that aren't healthy.
    ///
    /// - Returns: whether there were any.
    private mutating func endUnhealthy(
        of group: AutoScalingGroup,
        _ context: inout ActionContext
    ) -> Bool {
        guard !group.isSuspended(.replaceUnhealthy), !group.isSuspended(.terminate) else { return false }
        let unhealthy = group.memberList.filter { !$0.isHealthy && $0.state == .inService }
        for member in unhealthy {
            let sentence =
                "an instance was taken out of service in response to \(member.ailment ?? "a health check")"
            terminate(member, of: group.name, because: "At \(context.now.seconds) \(sentence).", &context)
        }
        return !unhealthy.isEmpty
    }

    private mutating func grow(
        _ group: AutoScalingGroup,
        from capacity: Int,
        replaces: Bool,
        _ iam: IAMState,
        _ context: inout ActionContext
    ) {
        guard !group.isSuspended(.launch), group.nextLaunchTime.map({ $0 <= context.now }) ?? true else {
            return
        }
        let desired = group.settings.desiredCapacity
        let sentence =
            replaces && group.reason == nil
            ? "an instance was launched in response to an unhealthy instance needing to be replaced."
            : "an instance was started in response to a difference between desired and actual capacity, "
                + "increasing the capacity from \(capacity) to \(desired)."
        let cause = Self.cause(group.reason, sentence, at: context.now)
        var order = LaunchOrder(group, in: self, iam, cause: cause, context)
        for _ in capacity..<desired {
            guard launch(&order, &context) else { return }
        }
        autoScaling.update(group.name) {
            $0.reason = nil
            $0.lastScalingTime = context.now
        }
    }

    private mutating func shrink(
        _ group: AutoScalingGroup,
        from capacity: Int,
        _ context: inout ActionContext
    ) {
        guard !group.isSuspended(.terminate) else { return }
        let desired = group.settings.desiredCapacity
        let sentence =
            "an instance was taken out of service in response to a difference between desired and actual "
            + "capacity, shrinking the capacity from \(capacity) to \(desired)."
        let cause = Self.cause(group.reason, sentence, at: context.now)
        let victims = TerminationOrder(of: group, in: self, at: context.now).victims(capacity - desired)
        for victim in victims {
            let selection = "At \(context.now.seconds) instance \(victim.id) was selected for termination."
            terminate(
                victim,
                of: group.name,
                because: "\(cause)  \(selection)",
                alarm: group.reason?.invokingAlarm,
                &context
            )
        }
        autoScaling.update(group.name) {
            if victims.count == capacity - desired { $0.reason = nil }
            $0.lastScalingTime = context.now
        }
    }

    /// The sentences of a cause, between which AWS has two spaces.
    private static func cause(_ reason: CapacityReason?, _ sentence: String, at now: Timestamp) -> String {
        [reason?.sentence, "At \(now.seconds) \(sentence)"].compactMap { $0 }.joined(separator: "  ")
    }
}
