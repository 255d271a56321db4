/// Deletes a group: one without instances at once, or, if it is forced, after its instances have ended.
struct DeleteAutoScalingGroup: GroupOperation {
    static let name = "DeleteAutoScalingGroup"
    static let honours: Set<String> = ["AutoScalingGroupName", "ForceDelete"]
    static let mutates = true

    let groupName: String
    private let isForced: Bool

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        isForced = try parameters.boolean("ForceDelete") ?? false
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        let group = try state.autoScaling.group(groupName)
        try checkProtection(of: group)
        guard !group.members.isEmpty else {
            state.autoScaling.remove(group: groupName)
            context.note("autoscaling", "Group \(groupName) is deleted")
            return
        }
        guard isForced else { throw refusal(of: group) }
        state.autoScaling.update(groupName) {
            $0.isDeleting = true
            $0.settings.minimumSize = 0
            $0.settings.maximumSize = 0
            $0.settings.desiredCapacity = 0
        }
        let cause =
            "At \(context.now.seconds) an instance was taken out of service in response to a user request"
        for member in group.memberList {
            guard !member.state.isTerminating else {
                state.stopHolding(member, of: group, &context)
                continue
            }
            state.terminate(
                member,
                of: groupName,
                because: "\(cause), as its AutoScalingGroup is being deleted.",
                isHeld: false,
                &context
            )
        }
        context.note("autoscaling", "Group \(groupName) is being deleted")
    }

    private func checkProtection(of group: AutoScalingGroup) throws(ServiceError) {
        let protection = group.settings.deletionProtection
        guard protection == .preventAllDeletion || isForced && protection == .preventForceDeletion else {
            return
        }
        throw .scalingResourceInUse(
            "The Auto Scaling group \(groupName) can't be deleted: its deletion protection is \(protection.rawValue)."
        )
    }

    private func refusal(of group: AutoScalingGroup) -> ServiceError {
        guard group.members.values.contains(where: { !$0.state.isTerminating }) else {
            return .scalingActivityInProgress(
                "You cannot delete an AutoScalingGroup while there are scaling activities in progress for that group."
            )
        }
        return .scalingResourceInUse(
            "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) "
                + "still in the group."
        )
    }
}
