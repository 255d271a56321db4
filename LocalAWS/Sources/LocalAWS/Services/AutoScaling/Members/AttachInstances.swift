/// Takes instances that run into a group, whose capacity grows by them. No hook holds them.
struct AttachInstances: GroupOperation {
    static let name = "AttachInstances"
    static let honours = InstancesOfGroup.parameters
    static let mutates = true

    private let instances: InstancesOfGroup

    var groupName: String { instances.groupName }

    init(_ parameters: Parameters) throws(ServiceError) {
        instances = try InstancesOfGroup(parameters)
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        state.ec2.settle(at: context.now)
        let group = try state.autoScaling.changeableGroup(groupName)
        let before = group.settings.desiredCapacity
        let after = before + instances.ids.count
        try group.checkCapacity(after, to: "attach \(instances.ids.count) more instance")
        var attached: [Instance] = []
        for id in instances.ids { attached.append(try instance(id, for: group, in: state, context)) }
        state.autoScaling.update(groupName) {
            $0.settings.desiredCapacity = after
            $0.lastScalingTime = context.now
        }
        for instance in attached {
            let sentence =
                "an instance was attached in response to a user request, increasing the capacity from"
            attach(
                instance,
                to: group,
                because: "At \(context.now.seconds) \(sentence) \(before) to \(after).",
                in: &state,
                &context
            )
        }
    }

    private func instance(
        _ id: String,
        for group: AutoScalingGroup,
        in state: RegionState,
        _ context: ActionContext
    ) throws(ServiceError) -> Instance {
        guard let instance = state.ec2.instances[id] else {
            throw .scalingValidation("Invalid Instance ID(s): [\(id)]. The instance does not exist.")
        }
        guard instance.state(at: context.now) == .running else {
            throw .scalingValidation("The instance \(id) is not in correct state. It must be running.")
        }
        if let owner = state.autoScaling.group(of: id) {
            throw .scalingValidation("Instance \(id) is already part of AutoScalingGroup:\(owner.name)")
        }
        guard group.settings.zones.contains(instance.zone) else {
            throw .scalingValidation(
                "The instance \(id) is in availability zone \(instance.zone), which AutoScalingGroup \(group.name) "
                    + "doesn't have."
            )
        }
        return instance
    }

    private func attach(
        _ instance: Instance,
        to group: AutoScalingGroup,
        because cause: String,
        in state: inout RegionState,
        _ context: inout ActionContext
    ) {
        let activity = state.begin(
            "Attaching an existing EC2 instance: \(instance.id)",
            of: (group.name, group.arn),
            because: cause,
            at: Activity.Details(subnetID: nil, zone: instance.zone),
            instanceID: instance.id,
            .preInService,
            &context
        )
        var member = GroupMember(
            instance,
            sequence: state.autoScaling.nextSequence(),
            origin: nil,
            state: .pending
        )
        member.isProtected = group.settings.protectsNewInstances
        member.activityID = activity.id
        state.insert(member, into: group.name, &context)
        state.ec2.updateTags(of: instance.id) {
            $0.set(Tag(key: "aws:autoscaling:groupName", value: group.name))
        }
        context.schedule(.autoScaling(.serve(instance: instance.id, group: group.arn)))
    }
}
