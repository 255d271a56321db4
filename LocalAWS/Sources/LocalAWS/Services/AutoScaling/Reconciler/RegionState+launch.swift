internal import Platform

/// An instance's way into a group: launched, held by hooks, in service.
extension RegionState {
    /// How long an instance that is held no more takes to go on.
    static var proceeding: Duration { .milliseconds(100) }

    /// How long after a failed launch the next is tried: longer with every failure.
    private static func retryDelay(afterFailures count: Int) -> Duration {
        .seconds(min(15 << min(count - 1, 6), 900))
    }

    /// Launches one instance.
    ///
    /// - Returns: whether there is one now.
    mutating func launch(_ order: inout LaunchOrder, _ context: inout ActionContext) -> Bool {
        let place = order.nextPlace()
        let activity = begin(
            "Launching a new EC2 instance",
            of: (order.groupName, order.groupARN),
            because: order.cause,
            at: Activity.Details(
                subnetID: place.subnetID,
                zone: place.zone,
                invokingAlarm: order.invokingAlarm
            ),
            .preInService,
            &context
        )
        do throws(ServiceError) {
            let blueprint = try order.blueprint.get()
            try context.attempt("ec2:RunInstances")
            let instances = try ec2.launch(
                blueprint.specification,
                count: 1...1,
                subnetID: place.subnetID,
                tags: order.tags,
                &context
            )
            for instance in instances { admit(instance, order, blueprint.origin, activity.id, &context) }
            return true
        } catch {
            fail(activity.id, order, error, &context)
            return false
        }
    }

    /// Takes an instance that was just launched into its group.
    private mutating func admit(
        _ instance: Instance,
        _ order: LaunchOrder,
        _ origin: LaunchSource,
        _ activityID: String,
        _ context: inout ActionContext
    ) {
        autoScaling.activities.update(activityID) {
            $0.instanceID = instance.id
            $0.description = "Launching a new EC2 instance: \(instance.id)"
        }
        var member = GroupMember(
            instance,
            sequence: autoScaling.nextSequence(),
            origin: origin,
            state: .pending
        )
        member.isProtected = order.isProtected
        member.activityID = activityID
        insert(member, into: order.groupName, &context)
        autoScaling.update(order.groupName) { $0.launchFailures = 0 }
        context.schedule(
            .autoScaling(.run(instance: instance.id, group: order.groupARN)),
            at: instance.runningTime
        )
        context.note("autoscaling", "Group \(order.groupName) launches \(instance.id) in \(instance.zone)")
    }

    /// Puts an instance into a group, and has the group look after it.
    mutating func insert(_ member: GroupMember, into groupName: String, _ context: inout ActionContext) {
        var groupARN: String?
        autoScaling.update(groupName) { group in
            group.members[member.id] = member
            if !group.isWatched { groupARN = group.arn }
            group.isWatched = true
        }
        guard let groupARN else { return }
        context.schedule(.autoScaling(.watch(group: groupARN)), after: Self.watchInterval)
    }

    /// Notes that EC2 wouldn't launch, and tries again later.
    private mutating func fail(
        _ activityID: String,
        _ order: LaunchOrder,
        _ error: ServiceError,
        _ context: inout ActionContext
    ) {
        let reason = error.message.hasSuffix(".") ? error.message : "\(error.message)."
        let message = "\(reason) Launching EC2 instance failed."
        let activity = autoScaling.activities.update(activityID) {
            $0.finish(.failed, message, at: context.now)
            $0.description = "Launching a new EC2 instance.  Status Reason: \(message)"
        }
        if let activity { announce(.launchError, activity, &context) }
        var delay = Duration.zero
        autoScaling.update(order.groupName) {
            $0.launchFailures += 1
            delay = Self.retryDelay(afterFailures: $0.launchFailures)
            $0.nextLaunchTime = context.now + delay
        }
        context.schedule(.autoScaling(.reconcile(group: order.groupARN)), after: delay)
        context.note("autoscaling", "Group \(order.groupName) can't launch: \(error.message)")
    }

    /// EC2 has an instance running: it is held by the launch hooks, or serves.
    mutating func run(_ id: String, of groupARN: String, _ context: inout ActionContext) {
        guard let (group, member) = autoScaling.instance(id, of: groupARN),
            member.state == .pending
        else { return }
        guard let instance = ec2.instances[id], instance.state(at: context.now) == .running else {
            let reason = "Termination Reason: Client.UserInitiatedShutdown: User initiated shutdown"
            abandonLaunch(
                of: member,
                in: group.name,
                "Instance became unhealthy while waiting for instance to be in InService state. \(reason)",
                &context
            )
            return
        }
        let hooks = group.hooks(for: .launching)
        if hooks.isEmpty {
            serve(id, of: groupARN, &context)
        } else {
            hold(member, of: group, for: hooks, as: .pendingWait, &context)
        }
    }

    /// An instance begins to serve.
    mutating func serve(_ id: String, of groupARN: String, _ context: inout ActionContext) {
        guard let (group, member) = autoScaling.instance(id, of: groupARN),
            member.state == .pending || member.state == .pendingProceed
        else { return }
        autoScaling.update(id, of: group.name) {
            $0.state = .inService
            $0.inServiceTime = context.now
            $0.activityID = nil
        }
        let activity = autoScaling.activities.update(member.activityID) {
            $0.finish(.successful, at: context.now)
        }
        context.note("autoscaling", "\(id) is in service in group \(group.name)")
        if let activity { announce(.launch, activity, &context) }
    }

    /// Gives a launch up whose instance is there: it is ended, and another takes its place.
    mutating func abandonLaunch(
        of member: GroupMember,
        in groupName: String,
        _ reason: String,
        _ context: inout ActionContext
    ) {
        cancelLaunch(of: member, reason, &context)
        let sentence = "an instance was taken out of service in response to a launch failure."
        terminate(member, of: groupName, because: "At \(context.now.seconds) \(sentence)", &context)
        if let group = autoScaling.groups[groupName] { scheduleReconciliation(of: group, &context) }
    }

    /// Ends the activity of a launch that came to nothing.
    mutating func cancelLaunch(of member: GroupMember, _ reason: String, _ context: inout ActionContext) {
        guard let id = member.activityID, autoScaling.activities[id]?.isOver == false else { return }
        let activity = autoScaling.activities.update(id) {
            $0.finish(.cancelled, reason, at: context.now)
        }
        autoScaling.update(member.id, of: activity?.groupName ?? "") { $0.activityID = nil }
        if let activity { announce(.launchError, activity, &context) }
    }
}

extension GroupMember {
    init(_ instance: Instance, sequence: Int, origin: LaunchSource?, state: LifecycleState) {
        self.init(
            id: instance.id,
            sequence: sequence,
            zone: instance.zone,
            subnetID: instance.subnetID,
            instanceType: instance.settings.type,
            imageID: instance.imageID,
            launchTime: instance.launchTime,
            origin: origin,
            state: state
        )
    }
}
