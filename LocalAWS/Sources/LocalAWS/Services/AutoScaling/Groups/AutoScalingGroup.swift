internal import Platform

/// A number of instances that are all the same, and kept at that number.
struct AutoScalingGroup: Codable, Sendable {
    let name: String
    let arn: String
    let sequence: Int
    let createdTime: Timestamp
    var settings: GroupSettings
    /// The instances, by identifier.
    var members: [String: GroupMember] = [:]
    /// In the order of their keys.
    var tags: [GroupTag] = []
    var hooks: [LifecycleHook] = []
    var notifications: [NotificationConfiguration] = []
    var suspensions: [ScalingProcess: String] = [:]
    var enabledMetrics: Set<GroupMetric> = []
    var policies: [ScalingPolicy] = []
    var scheduledActions: [ScheduledAction] = []
    /// Whether it only waits for its instances to end.
    var isDeleting = false
    /// Why the desired capacity is what it is: the first sentences of the next activities' cause.
    var reason: CapacityReason?
    /// How often in a row a launch has failed.
    var launchFailures = 0
    /// When a launch may be tried again.
    var nextLaunchTime: Timestamp?
    /// When capacity was last changed: the beginning of a cooldown.
    var lastScalingTime: Timestamp?
    /// Whether its instances are looked after just now.
    var isWatched = false
    /// Whether it is to be measured at the end of this minute.
    var isMeasured = false

    func isSuspended(_ process: ScalingProcess) -> Bool { suspensions[process] != nil }

    /// The instances that count as capacity: those that serve, and those that are about to.
    var capacity: Int { members.values.count { $0.state.isCapacity } }

    /// The instances in the order in which they came.
    var memberList: [GroupMember] {
        members.values.sorted { $0.sequence < $1.sequence }
    }

    /// The instance with that identifier.
    func member(_ id: String) throws(ServiceError) -> GroupMember {
        guard let member = members[id] else { throw .instanceNotInGroup(id, name) }
        return member
    }

    func hooks(for transition: LifecycleTransition) -> [LifecycleHook] {
        hooks.filter { $0.transition == transition }
    }

    /// Changes the desired capacity, and remembers why.
    mutating func setDesiredCapacity(_ capacity: Int, because what: String, at now: Timestamp) {
        guard capacity != settings.desiredCapacity else { return }
        let change = "changing the desired capacity from \(settings.desiredCapacity) to \(capacity)"
        reason = CapacityReason(sentence: "At \(now.seconds) \(what) \(change).")
        settings.desiredCapacity = capacity
        lastScalingTime = now
        // What was asked for is tried at once, whatever failed before.
        nextLaunchTime = nil
    }
}

/// Why a group's desired capacity was changed.
struct CapacityReason: Codable, Sendable, Hashable {
    /// In AWS's words, with its moment.
    let sentence: String
    /// The alarm that was the reason, as messages tell of it.
    var invokingAlarm: Document?
}

extension Timestamp {
    /// `2026-01-15T12:00:00Z`, as the causes of activities have it.
    var seconds: String { "\(iso8601.prefix(19))Z" }
}
