internal import Platform

/// Looking after instances that serve.
extension RegionState {
    /// How often a group looks whether its instances still run.
    static var watchInterval: Duration { .seconds(5) }

    /// Notes which instances of a group run no more, as long as it has any.
    mutating func watch(_ groupARN: String, _ iam: IAMState, _ context: inout ActionContext) {
        guard let group = autoScaling.group(arn: groupARN) else { return }
        guard !group.members.isEmpty else {
            autoScaling.update(group.name) { $0.isWatched = false }
            return
        }
        context.schedule(.autoScaling(.watch(group: groupARN)), after: Self.watchInterval)
        guard !group.isSuspended(.healthCheck) else { return }
        let ill = group.members.values.filter { $0.state == .inService && $0.isHealthy && !runs($0, context) }
        for member in ill {
            autoScaling.update(member.id, of: group.name) {
                $0.isHealthy = false
                $0.ailment = "an EC2 health check indicating it has been terminated or stopped"
            }
        }
        // One that was found ill while processes were suspended is looked at again when they aren't.
        if group.members.values.contains(where: { !$0.isHealthy && $0.state == .inService }) || !ill.isEmpty {
            reconcile(groupARN, iam, &context)
        }
    }

    private func runs(_ member: GroupMember, _ context: ActionContext) -> Bool {
        let state = ec2.instances[member.id]?.state(at: context.now)
        return state == .running || state == .pending
    }
}
