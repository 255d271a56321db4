/// Says how many instances a group is to have.
struct SetDesiredCapacity: GroupOperation {
    static let name = "SetDesiredCapacity"
    static let honours: Set<String> = ["AutoScalingGroupName", "DesiredCapacity", "HonorCooldown"]
    static let mutates = true

    let groupName: String
    private let capacity: Int
    private let honoursCooldown: Bool

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        guard let capacity = try parameters.size("DesiredCapacity") else {
            throw .missingParameter("DesiredCapacity")
        }
        self.capacity = capacity
        honoursCooldown = try parameters.boolean("HonorCooldown") ?? false
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        let group = try state.autoScaling.changeableGroup(groupName)
        try checkBounds(group.settings)
        if honoursCooldown { try state.checkCooldown(of: group, at: context.now) }
        state.autoScaling.update(groupName) {
            $0.setDesiredCapacity(
                capacity,
                because: "a user request explicitly set group desired capacity",
                at: context.now
            )
        }
        state.scheduleReconciliation(of: group, &context)
        context.note("autoscaling", "Group \(groupName) is to have \(capacity) instances")
    }

    private func checkBounds(_ settings: GroupSettings) throws(ServiceError) {
        let bound: String? =
            if capacity > settings.maximumSize {
                "above max value \(settings.maximumSize)"
            } else if capacity < settings.minimumSize {
                "below min value \(settings.minimumSize)"
            } else {
                nil
            }
        guard let bound else { return }
        throw .scalingValidation(
            "New SetDesiredCapacity value \(capacity) is \(bound) for the AutoScalingGroup."
        )
    }
}
