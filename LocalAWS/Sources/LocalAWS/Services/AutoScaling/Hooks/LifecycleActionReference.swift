/// How a call names an action that an instance is held for.
struct LifecycleActionReference: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = [
        "LifecycleHookName", "AutoScalingGroupName", "LifecycleActionToken", "InstanceId",
    ]

    let groupName: String
    private let hookName: String
    private let token: String?
    private let instanceID: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        hookName = try parameters.required("LifecycleHookName")
        token = parameters.optional("LifecycleActionToken")
        instanceID = parameters.optional("InstanceId")
        guard token != nil || instanceID != nil else {
            throw .scalingValidation("Either LifecycleActionToken or InstanceId must be given.")
        }
    }

    /// The action, and the instance that is held for it.
    func find(
        in state: AutoScalingState
    ) throws(ServiceError) -> (group: AutoScalingGroup, member: GroupMember, action: LifecycleAction) {
        let group = try state.group(groupName)
        guard group.hooks.contains(where: { $0.name == hookName }) else {
            throw .scalingValidation(
                "No Lifecycle Hook found with name: \(hookName) for AutoScalingGroup: \(groupName)"
            )
        }
        let members = instanceID.map { [group.members[$0]].compactMap { $0 } } ?? Array(group.members.values)
        for member in members {
            if let action = member.actions.first(where: isMeant) { return (group, member, action) }
        }
        if let token {
            throw .scalingValidation("No active Lifecycle Action found with token \(token)")
        }
        throw .scalingValidation("No active Lifecycle Action found with instance ID \(instanceID ?? "")")
    }

    private func isMeant(_ action: LifecycleAction) -> Bool {
        action.hook.name == hookName && token.map { $0 == action.token } ?? true
    }
}
