internal import Platform

extension RegionState {
    /// Refuses to scale a group again that was scaled just now.
    ///
    /// - Parameter seconds: how long ago that must be; nil for what the group says.
    func checkCooldown(
        of group: AutoScalingGroup,
        seconds: Int? = nil,
        at now: Timestamp
    ) throws(ServiceError) {
        let active = group.members.values.filter { $0.state.isPending || $0.state.isTerminating }
        if let id = active.min(by: { $0.sequence < $1.sequence })?.activityID {
            throw .scalingActivityInProgress("Scaling activity \(id) is in progress and blocks this action")
        }
        let cooldown = Duration.seconds(seconds ?? group.settings.defaultCooldown)
        guard let last = group.lastScalingTime, now < last + cooldown else { return }
        throw .scalingActivityInProgress(
            "The cooldown of AutoScalingGroup \(group.name) lasts until \((last + cooldown).seconds) and blocks this action"
        )
    }
}
