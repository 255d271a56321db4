internal import Platform

/// How a group chooses which of its instances to end.
enum TerminationPolicy: String, Codable, Sendable, CaseIterable {
    case standard = "Default"
    case allocationStrategy = "AllocationStrategy"
    case closestToNextInstanceHour = "ClosestToNextInstanceHour"
    case newestInstance = "NewestInstance"
    case oldestInstance = "OldestInstance"
    case oldestLaunchConfiguration = "OldestLaunchConfiguration"
    case oldestLaunchTemplate = "OldestLaunchTemplate"

    init(parameter name: String) throws(ServiceError) {
        guard let policy = TerminationPolicy(rawValue: name) else {
            guard !name.hasPrefix("arn:") else {
                throw .unsupportedParameter("TerminationPolicies=\(name)", of: "a group")
            }
            throw .scalingValidation("The given termination policies are invalid: [\(name)]")
        }
        self = policy
    }
}

/// Chooses the instances that a group ends.
struct TerminationOrder: Sendable {
    private let policies: [TerminationPolicy]
    private let members: [GroupMember]
    private let configurationAges: [String: Timestamp]
    private let now: Timestamp

    init(of group: AutoScalingGroup, in region: RegionState, at now: Timestamp) {
        policies = group.settings.terminationPolicies
        members = group.memberList.filter(\.state.isCapacity)
        configurationAges = region.autoScaling.launchConfigurations.mapValues(\.createdTime)
        self.now = now
    }

    /// The instances to end, in order: as many as asked for, or as many as aren't protected.
    func victims(_ count: Int) -> [GroupMember] {
        var candidates = members.filter { !$0.isProtected }
        guard candidates.count > count else { return candidates }
        var zones: [String: Int] = [:]
        for member in members { zones[member.zone, default: 0] += 1 }
        var victims: [GroupMember] = []
        while victims.count < count {
            guard let victim = next(of: candidates, zones) else { break }
            victims.append(victim)
            zones[victim.zone, default: 0] -= 1
            candidates.removeAll { $0.id == victim.id }
        }
        return victims
    }

    /// Of the zone with most instances, whoever the policies agree on; of several the first that came.
    private func next(of candidates: [GroupMember], _ zones: [String: Int]) -> GroupMember? {
        let most = candidates.map { zones[$0.zone] ?? 0 }.max() ?? 0
        var choice = candidates.filter { zones[$0.zone] == most }
        for policy in policies where choice.count > 1 { choice = narrowed(choice, by: policy) }
        return choice.first
    }

    private func narrowed(_ members: [GroupMember], by policy: TerminationPolicy) -> [GroupMember] {
        switch policy {
        case .standard:
            let oldest = narrowed(
                narrowed(members, by: .oldestLaunchConfiguration),
                by: .oldestLaunchTemplate
            )
            return narrowed(oldest, by: .closestToNextInstanceHour)
        // All instances here are on demand, and of the first type: there is nothing to align.
        case .allocationStrategy: return members
        case .oldestInstance: return Self.least(members) { $0.launchTime }
        case .newestInstance:
            return Self.least(members) {
                Timestamp(millisecondsSinceEpoch: -$0.launchTime.millisecondsSinceEpoch)
            }
        case .closestToNextInstanceHour:
            return Self.least(members) { member in
                3_600_000 - (now - member.launchTime).milliseconds % 3_600_000
            }
        case .oldestLaunchConfiguration:
            let configured = members.filter { configurationAge(of: $0) != nil }
            return configured.isEmpty ? members : Self.least(configured) { configurationAge(of: $0) ?? now }
        case .oldestLaunchTemplate:
            let templated = members.filter { Self.templateVersion(of: $0) != nil }
            return templated.count < members.count
                ? members : Self.least(templated) { Self.templateVersion(of: $0) ?? 0 }
        }
    }

    private func configurationAge(of member: GroupMember) -> Timestamp? {
        guard case .configuration(let name) = member.origin else { return nil }
        return configurationAges[name]
    }

    private static func templateVersion(of member: GroupMember) -> Int? {
        guard case .template(let template) = member.origin else { return nil }
        return Int(template.version)
    }

    private static func least<Key: Comparable>(
        _ members: [GroupMember],
        _ key: (GroupMember) -> Key
    ) -> [GroupMember] {
        guard let least = members.map(key).min() else { return members }
        return members.filter { key($0) == least }
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
