/// Changes what a call names of a group. The instances it has stay as they are.
struct UpdateAutoScalingGroup: GroupOperation {
    static let name = "UpdateAutoScalingGroup"
    static let honours = GroupChanges.parameters
    static let refuses = GroupChanges.refused
    static let mutates = true

    let groupName: String
    private let changes: GroupChanges

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        changes = try GroupChanges(parameters)
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        state.ec2.settle(at: context.now)
        let group = try state.autoScaling.changeableGroup(groupName)
        var settings = group.settings
        try changes.apply(to: &settings, in: state, context)
        let capacity = changes.desiredCapacity ?? capacity(within: settings)
        var intended = settings
        intended.desiredCapacity = capacity
        try intended.checkSizes()
        if settings.source != group.settings.source { try state.checkLaunch(settings, context) }
        let what =
            "a user request update of AutoScalingGroup constraints to min: \(settings.minimumSize), "
            + "max: \(settings.maximumSize), desired: \(capacity)"
        state.autoScaling.update(groupName) {
            $0.settings = settings
            $0.nextLaunchTime = nil
            $0.setDesiredCapacity(capacity, because: what, at: context.now)
        }
        state.scheduleReconciliation(of: group, &context)
    }

    /// Bounds that move take the capacity with them.
    private func capacity(within settings: GroupSettings) -> Int {
        min(max(settings.desiredCapacity, settings.minimumSize), settings.maximumSize)
    }
}
