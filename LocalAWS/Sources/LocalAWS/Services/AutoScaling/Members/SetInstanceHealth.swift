internal import Platform

/// Says whether an instance is well. One that isn't is replaced.
struct SetInstanceHealth: AutoScalingOperation {
    static let name = "SetInstanceHealth"
    static let honours: Set<String> = ["InstanceId", "HealthStatus", "ShouldRespectGracePeriod"]
    static let mutates = true

    private let instanceID: String
    private let isHealthy: Bool
    private let respectsGracePeriod: Bool

    init(_ parameters: Parameters) throws(ServiceError) {
        instanceID = try parameters.required("InstanceId")
        let status = try parameters.required("HealthStatus")
        guard status == "Healthy" || status == "Unhealthy" else {
            throw .scalingValidation("Valid instance health states are: [Healthy, Unhealthy].")
        }
        isHealthy = status == "Healthy"
        respectsGracePeriod = try parameters.boolean("ShouldRespectGracePeriod") ?? true
    }

    func permissions(in state: RegionState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: state.autoScaling.group(of: instanceID)?.arn ?? "*")]
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        guard let group = state.autoScaling.group(of: instanceID), let member = group.members[instanceID]
        else {
            throw .instanceNotManaged(instanceID)
        }
        let grace = Duration.seconds(group.settings.healthCheckGracePeriod)
        let isInGrace = member.inServiceTime.map { context.now < $0 + grace } ?? true
        if !isHealthy, respectsGracePeriod, isInGrace { return }
        state.autoScaling.update(instanceID, of: group.name) {
            $0.isHealthy = isHealthy
            $0.ailment = isHealthy ? nil : "a user health-check"
        }
        state.scheduleReconciliation(of: group, &context)
    }
}
