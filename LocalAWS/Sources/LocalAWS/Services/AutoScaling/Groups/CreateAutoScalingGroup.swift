/// Makes a group, which then launches its instances.
struct CreateAutoScalingGroup: GroupOperation {
    static let name = "CreateAutoScalingGroup"
    static let honours = GroupChanges.parameters.union(GroupTagList.parameters).union(
        LifecycleHook.parameters.map { "LifecycleHookSpecificationList.N.\($0)" }
    )
    static let refuses = GroupChanges.refused.union([
        "InstanceId", "LoadBalancerNames", "TargetGroupARNs", "TrafficSources",
    ])
    static let mutates = true

    /// How many groups a region has at most.
    static let maximumCount = 500
    private static let maximumNameLength = 255

    let groupName: String
    private let source: LaunchSource
    private let changes: GroupChanges
    private let tags: [GroupTag]
    private let hooks: [LifecycleHook]

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        try Self.check(groupName)
        changes = try GroupChanges(parameters)
        guard changes.minimumSize != nil else { throw .missingParameter("MinSize") }
        guard changes.maximumSize != nil else { throw .missingParameter("MaxSize") }
        guard let source = changes.source else {
            throw .scalingValidation(
                "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or "
                    + "MixedInstancesPolicy parameter."
            )
        }
        self.source = source
        var tags: [GroupTag] = []
        try tags.set(try GroupTagList.tags(parameters, of: groupName).map(\.tag))
        self.tags = tags
        var hooks: [LifecycleHook] = []
        for part in parameters.structures("LifecycleHookSpecificationList") {
            hooks.append(try LifecycleHookChange(part).hook(after: nil))
        }
        self.hooks = hooks
    }

    private static func check(_ name: String) throws(ServiceError) {
        guard name.count <= maximumNameLength, !name.contains(":"),
            name.unicodeScalars.allSatisfy({ $0.value >= 0x20 })
        else {
            throw .scalingValidation(
                "A group's name has up to \(maximumNameLength) printable characters and no colon."
            )
        }
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        state.ec2.settle(at: context.now)
        try checkName(in: state.autoScaling)
        var settings = GroupSettings(source: source, context)
        try changes.apply(to: &settings, in: state, context)
        guard !settings.zones.isEmpty else {
            throw .scalingValidation("At least one Availability Zone or VPC Subnet is required.")
        }
        let capacity = changes.desiredCapacity ?? settings.minimumSize
        var intended = settings
        intended.desiredCapacity = capacity
        try intended.checkSizes()
        try state.checkLaunch(settings, context)
        let id = context.identifiers.uuid()
        var group = AutoScalingGroup(
            name: groupName,
            arn: context.arn("autoscaling", "autoScalingGroup:\(id):autoScalingGroupName/\(groupName)"),
            sequence: state.autoScaling.nextSequence(),
            createdTime: context.now,
            settings: settings
        )
        group.tags = tags
        group.hooks = hooks
        group.setDesiredCapacity(
            capacity,
            because: "a user request created an AutoScalingGroup",
            at: context.now
        )
        state.autoScaling.insert(group)
        for hook in hooks { sendTest(of: hook, of: group, &context) }
        state.scheduleReconciliation(of: group, &context)
        context.note("autoscaling", "Group \(groupName) is there, to have \(capacity) instances")
    }

    private func checkName(in state: AutoScalingState) throws(ServiceError) {
        if let group = state.groups[groupName] {
            throw .scalingAlreadyExists(
                "AutoScalingGroup by this name already exists - A group with the name \(groupName) "
                    + (group.isDeleting ? "is pending delete" : "already exists")
            )
        }
        guard state.groups.count < Self.maximumCount else {
            throw .scalingLimitExceeded("There are \(Self.maximumCount) groups at most.")
        }
    }

    private func sendTest(of hook: LifecycleHook, of group: AutoScalingGroup, _ context: inout ActionContext)
    {
        guard let target = hook.targetARN else { return }
        let delivery = RegionState.testDelivery(to: target, as: hook.roleARN, of: group, &context)
        context.schedule(.autoScaling(.send(delivery, attempt: 1)))
    }
}
