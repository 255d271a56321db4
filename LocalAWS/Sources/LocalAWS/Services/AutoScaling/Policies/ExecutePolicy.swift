/// Does what a policy says, as if an alarm had asked for it.
struct ExecutePolicy: AutoScalingOperation {
    static let name = "ExecutePolicy"
    static let honours = ScalingPolicyReference.parameters.union([
        "HonorCooldown", "MetricValue", "BreachThreshold",
    ])
    static let mutates = true

    private let reference: ScalingPolicyReference
    private let honoursCooldown: Bool
    private let breach: Double?

    init(_ parameters: Parameters) throws(ServiceError) {
        reference = try ScalingPolicyReference(parameters)
        honoursCooldown = try parameters.boolean("HonorCooldown") ?? false
        let value = try parameters.decimal("MetricValue")
        let threshold = try parameters.decimal("BreachThreshold")
        guard (value == nil) == (threshold == nil) else {
            throw .scalingValidation("MetricValue and BreachThreshold go together.")
        }
        breach = value.flatMap { value in threshold.map { value - $0 } }
    }

    func permissions(in state: RegionState, _ context: ActionContext) -> [RequiredPermission] {
        reference.permissions(in: state)
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        let (group, policy) = try reference.find(in: state.autoScaling)
        guard !group.isDeleting else { throw .groupNotFound(group.name) }
        guard policy.rule.kind == .simple || breach != nil else {
            throw .scalingValidation("MetricValue and BreachThreshold are required of a StepScaling policy.")
        }
        if honoursCooldown, policy.rule.kind == .simple {
            try state.checkCooldown(of: group, seconds: policy.rule.cooldown, at: context.now)
        }
        state.scale(
            group,
            by: policy,
            breach: breach,
            because: "a user request executed policy \(policy.name)",
            &context
        )
    }
}
