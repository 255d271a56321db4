/// Deletes a policy.
struct DeleteScalingPolicy: AutoScalingOperation {
    static let name = "DeletePolicy"
    static let honours = ScalingPolicyReference.parameters
    static let mutates = true

    private let reference: ScalingPolicyReference

    init(_ parameters: Parameters) throws(ServiceError) {
        reference = try ScalingPolicyReference(parameters)
    }

    func permissions(in state: RegionState, _ context: ActionContext) -> [RequiredPermission] {
        reference.permissions(in: state)
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        let (group, policy) = try reference.find(in: state.autoScaling)
        state.autoScaling.update(group.name) { $0.policies.removeAll { $0.arn == policy.arn } }
    }
}

/// How a call names a policy: by its ARN, or by its name and its group's.
struct ScalingPolicyReference: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = ["AutoScalingGroupName", "PolicyName"]

    private let groupName: String?
    private let policyName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = parameters.optional("AutoScalingGroupName")
        policyName = try parameters.required("PolicyName")
        guard groupName != nil || policyName.hasPrefix("arn:") else {
            throw .missingParameter("AutoScalingGroupName")
        }
    }

    func permissions(in state: RegionState) -> [RequiredPermission] {
        let found = try? find(in: state.autoScaling)
        return [RequiredPermission(on: found?.group.arn ?? "*")]
    }

    /// The policy, and the group that has it.
    func find(
        in state: AutoScalingState
    ) throws(ServiceError) -> (group: AutoScalingGroup, policy: ScalingPolicy) {
        let groups =
            try groupName.map { name throws(ServiceError) in [try state.group(name)] } ?? state.groupList
        for group in groups {
            if let policy = group.policies.first(where: { $0.name == policyName || $0.arn == policyName }) {
                return (group, policy)
            }
        }
        throw .scalingValidation("No policy of type ScalingPolicy found for policy name \(policyName)")
    }
}
