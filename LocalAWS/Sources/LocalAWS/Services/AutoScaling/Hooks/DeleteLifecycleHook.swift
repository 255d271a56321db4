/// Deletes a hook. What it held goes on: a launching instance is given up, a terminating one terminated.
struct DeleteLifecycleHook: GroupOperation {
    static let name = "DeleteLifecycleHook"
    static let honours: Set<String> = ["LifecycleHookName", "AutoScalingGroupName"]
    static let mutates = true

    let groupName: String
    private let hookName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        hookName = try parameters.required("LifecycleHookName")
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        let group = try state.autoScaling.group(groupName)
        guard group.hooks.contains(where: { $0.name == hookName }) else {
            throw .scalingValidation(
                "No Lifecycle Hook found with name: \(hookName) for AutoScalingGroup: \(groupName)"
            )
        }
        state.autoScaling.update(groupName) { $0.hooks.removeAll { $0.name == hookName } }
        for member in group.memberList {
            guard let action = member.actions.first(where: { $0.hook.name == hookName }) else { continue }
            state.complete(action, of: member, in: group, .abandon, "Lifecycle Hook Deleted", &context)
        }
    }
}
