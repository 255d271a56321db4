internal import Platform

/// An instance's way out of a group: held by hooks, terminated, gone.
extension RegionState {
    /// Begins to end an instance of a group.
    ///
    /// - Parameter isHeld: whether hooks hold it.
    @discardableResult
    mutating func terminate(
        _ member: GroupMember,
        of groupName: String,
        because cause: String,
        alarm: Document? = nil,
        isHeld: Bool = true,
        _ context: inout ActionContext
    ) -> Activity? {
        if member.state.isPending {
            cancelLaunch(of: member, "The instance was ended before it was in service.", &context)
        }
        let activity = begin(
            "Terminating EC2 instance",
            with: member,
            of: groupName,
            because: cause,
            alarm: alarm,
            .inProgress,
            &context
        )
        autoScaling.update(member.id, of: groupName) {
            $0.state = .terminating
            $0.actions = []
        }
        guard let activity, let (group, _) = autoScaling.instance(member.id, of: activity.groupARN) else {
            return activity
        }
        context.note("autoscaling", "Group \(groupName) ends \(member.id)")
        let hooks = isHeld ? group.hooks(for: .terminating) : []
        if hooks.isEmpty {
            context.schedule(.autoScaling(.end(instance: member.id, group: group.arn)))
        } else {
            hold(member, of: group, for: hooks, as: .terminatingWait, &context)
        }
        return activity
    }

    /// Ends an instance that nothing holds any more.
    mutating func end(_ id: String, of groupARN: String, _ context: inout ActionContext) {
        guard let (_, member) = autoScaling.instance(id, of: groupARN),
            member.state == .terminating || member.state == .terminatingProceed
        else { return }
        do throws(ServiceError) {
            try context.attempt("ec2:TerminateInstances")
        } catch {
            return failTermination(of: member, in: groupARN, error, &context)
        }
        if let instance = ec2.instances[id], instance.termination == nil { ec2.terminate(instance, context) }
        let moment = ec2.instances[id]?.termination?.end ?? context.now
        context.schedule(.autoScaling(.ended(instance: id, group: groupARN)), at: moment)
    }

    /// Notes that EC2 wouldn't terminate an instance, and tries again later.
    private mutating func failTermination(
        of member: GroupMember,
        in groupARN: String,
        _ error: ServiceError,
        _ context: inout ActionContext
    ) {
        guard let group = autoScaling.group(arn: groupARN) else { return }
        let message = "\(error.message) Terminating EC2 instance failed."
        let activity = autoScaling.activities.update(member.activityID) {
            $0.finish(.failed, message, at: context.now)
            $0.description += ".  Status Reason: \(message)"
        }
        if let activity { announce(.terminateError, activity, &context) }
        context.note("autoscaling", "Group \(group.name) can't end \(member.id): \(error.message)")
        _ = begin(
            "Terminating EC2 instance",
            with: member,
            of: group.name,
            because: activity?.cause ?? "",
            alarm: activity?.details.invokingAlarm,
            .inProgress,
            &context
        )
        context.schedule(.autoScaling(.end(instance: member.id, group: groupARN)), after: Self.endRetryDelay)
    }

    /// How long after a failed termination the next is tried.
    private static var endRetryDelay: Duration { .seconds(15) }

    /// EC2 has an instance terminated.
    mutating func ended(_ id: String, of groupARN: String, _ context: inout ActionContext) {
        guard let (group, member) = autoScaling.instance(id, of: groupARN),
            member.state == .terminating || member.state == .terminatingProceed
        else { return }
        let activity = autoScaling.activities.update(member.activityID) {
            $0.finish(.successful, at: context.now)
        }
        context.note("autoscaling", "\(id) of group \(group.name) is terminated")
        if let activity { announce(.terminate, activity, &context) }
        remove(id, from: group.name)
    }

    /// Takes an instance out of its group, and the group away if it waited for that.
    mutating func remove(_ id: String, from groupName: String) {
        var isOver = false
        autoScaling.update(groupName) { group in
            group.members[id] = nil
            isOver = group.isDeleting && group.members.isEmpty
        }
        if isOver { autoScaling.remove(group: groupName) }
    }

    /// An instance leaves its group, or stands by.
    mutating func leave(_ id: String, of groupARN: String, _ context: inout ActionContext) {
        guard let (group, member) = autoScaling.instance(id, of: groupARN) else { return }
        switch member.state {
        case .detaching:
            ec2.updateTags(of: id) { $0.remove { $0.key.hasPrefix("aws:autoscaling:") } }
            remove(id, from: group.name)
        case .enteringStandby:
            autoScaling.update(id, of: group.name) {
                $0.state = .standby
                $0.activityID = nil
            }
        default: return
        }
        autoScaling.activities.update(member.activityID) { $0.finish(.successful, at: context.now) }
    }
}
