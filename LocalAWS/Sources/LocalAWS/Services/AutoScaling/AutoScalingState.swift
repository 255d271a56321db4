internal import Platform

/// What Auto Scaling holds in a region.
struct AutoScalingState: Codable, Sendable {
    /// By name.
    private(set) var groups: [String: AutoScalingGroup] = [:]
    /// By name.
    var launchConfigurations: [String: LaunchConfiguration] = [:]
    var activities = ActivityLog()
    private var lastSequence = 0

    /// The number of a new resource: lists are in the order of numbers, and pages remember the last one.
    mutating func nextSequence() -> Int {
        lastSequence += 1
        return lastSequence
    }

    /// The group of that name.
    func group(_ name: String) throws(ServiceError) -> AutoScalingGroup {
        guard let group = groups[name] else { throw .groupNotFound(name) }
        return group
    }

    /// The group of that name, of which something is to be changed: one that is on its way out takes no changes.
    func changeableGroup(_ name: String) throws(ServiceError) -> AutoScalingGroup {
        let group = try group(name)
        guard !group.isDeleting else {
            throw .scalingValidation("AutoScalingGroup '\(name)' is pending delete")
        }
        return group
    }

    /// All groups, in the order in which they were made.
    var groupList: [AutoScalingGroup] {
        groups.values.sorted { $0.sequence < $1.sequence }
    }

    mutating func insert(_ group: AutoScalingGroup) {
        groups[group.name] = group
    }

    mutating func remove(group name: String) {
        groups[name] = nil
    }

    /// Changes the group of that name, if there is one.
    mutating func update(_ name: String, _ change: (inout AutoScalingGroup) -> Void) {
        guard let index = groups.index(forKey: name) else { return }
        change(&groups.values[index])
    }

    /// Changes an instance of a group, if it has it.
    mutating func update(
        _ instanceID: String,
        of name: String,
        _ change: (inout GroupMember) -> Void
    ) {
        update(name) { group in
            guard let index = group.members.index(forKey: instanceID) else { return }
            change(&group.members.values[index])
        }
    }

    /// The group that has an instance.
    func group(of instanceID: String) -> AutoScalingGroup? {
        groups.values.first { $0.members[instanceID] != nil }
    }

    /// The group with that ARN: another of the same name, made later, is not meant.
    func group(arn: String) -> AutoScalingGroup? {
        guard let prefix = arn.firstRange(of: "autoScalingGroupName/") else { return nil }
        let group = groups[String(arn[prefix.upperBound...])]
        return group?.arn == arn ? group : nil
    }

    /// An instance, and the group with that ARN, which has it. The group comes without its instances: a copy that held on
    /// to them would have the next change copy them all.
    func instance(_ id: String, of groupARN: String) -> (group: AutoScalingGroup, member: GroupMember)? {
        guard var group = group(arn: groupARN), let member = group.members[id] else { return nil }
        group.members = [:]
        return (group, member)
    }

    /// The ARN of a group, or, where there is none of that name, of any that could have it.
    func arn(ofGroup name: String, _ context: ActionContext) -> String {
        groups[name]?.arn ?? context.arn("autoscaling", "autoScalingGroup:*:autoScalingGroupName/\(name)")
    }
}
