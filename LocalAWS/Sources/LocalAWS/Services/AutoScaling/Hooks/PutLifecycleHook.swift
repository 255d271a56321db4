/// Makes or changes a hook. Its target gets a test message. Instances that are held already stay so as they were.
struct PutLifecycleHook: SendingGroupOperation {
    static let name = "PutLifecycleHook"
    static let honours = LifecycleHook.parameters.union(["AutoScalingGroupName"])
    static let mutates = true

    private static let maximumCount = 50

    let groupName: String
    private let change: LifecycleHookChange

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        change = try LifecycleHookChange(parameters)
    }

    func permissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] {
        groupPermissions(in: state, context)
            + (change.roleARN.map { [.passRole($0, to: RegionState.autoScalingPrincipal)] } ?? [])
    }

    func perform(on cloud: inout CloudState, in context: inout ActionContext) throws(ServiceError) {
        let group = try cloud.withRegion(context.region) { (region: inout RegionState) throws(ServiceError) in
            try region.autoScaling.changeableGroup(groupName)
        }
        let earlier = group.hooks.first { $0.name == change.name }
        let hook = try change.hook(after: earlier)
        guard earlier != nil || group.hooks.count < Self.maximumCount else {
            throw .scalingLimitExceeded("A group takes \(Self.maximumCount) lifecycle hooks at most.")
        }
        try sendTest(of: hook, of: group, in: &cloud, &context)
        cloud.withRegion(context.region) { region in
            region.autoScaling.update(groupName) { group in
                group.hooks.removeAll { $0.name == hook.name }
                group.hooks.append(hook)
            }
        }
    }

    private func sendTest(
        of hook: LifecycleHook,
        of group: AutoScalingGroup,
        in cloud: inout CloudState,
        _ context: inout ActionContext
    ) throws(ServiceError) {
        guard let target = hook.targetARN else { return }
        let delivery = RegionState.testDelivery(to: target, as: hook.roleARN, of: group, &context)
        guard case .refused(let reason) = cloud.deliver(delivery, &context) else { return }
        context.note("autoscaling", "Group \(groupName) can't reach \(target): \(reason)")
        throw .scalingValidation(
            "Unable to publish test message to notification target \(target) using IAM role \(hook.roleARN ?? "null"). "
                + "Please check your target and role configuration and try to put lifecycle hook again."
        )
    }
}
