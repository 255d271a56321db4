internal import Platform

/// All that a group's next launches have in common, and where each of them is to be.
struct LaunchOrder: Sendable {
    let groupName: String
    let groupARN: String
    let blueprint: Result<LaunchBlueprint, ServiceError>
    let tags: [Tag]
    let isProtected: Bool
    let cause: String
    let invokingAlarm: Document?
    private var balance: ZoneBalance

    init(
        _ group: AutoScalingGroup,
        in region: RegionState,
        _ iam: IAMState,
        cause: String,
        _ context: ActionContext
    ) {
        groupName = group.name
        groupARN = group.arn
        do throws(ServiceError) {
            let plan = try region.launchBlueprint(of: group.settings)
            let specification = try iam.resolved(plan.specification, context)
            blueprint = .success(LaunchBlueprint(specification: specification, origin: plan.origin))
        } catch {
            blueprint = .failure(error)
        }
        let own = Tag(key: "aws:autoscaling:groupName", value: group.name)
        tags = group.tags.filter(\.isPropagated).map(\.tag) + [own]
        isProtected = group.settings.protectsNewInstances
        self.cause = cause
        invokingAlarm = group.reason?.invokingAlarm
        balance = ZoneBalance(of: group, in: region.ec2.network)
    }

    /// Where the next instance is to be.
    mutating func nextPlace() -> LaunchPlace { balance.next() }
}

/// A subnet to launch into.
struct LaunchPlace: Sendable, Hashable {
    let zone: String
    let subnetID: String
}

/// Keeps a group's zones, and the subnets in them, at the same number of instances.
struct ZoneBalance: Sendable {
    private let places: [LaunchPlace]
    private var zones: [String: Int] = [:]
    private var subnets: [String: Int] = [:]
    /// By how many places to miss the best one, after launches there have failed.
    private let offset: Int

    init(of group: AutoScalingGroup, in network: DefaultNetwork) {
        let settings = group.settings
        let inSubnets = settings.subnetIDs.map { id in
            LaunchPlace(zone: network.subnet(id: id)?.zone ?? settings.zones.first ?? "", subnetID: id)
        }
        let inZones = settings.zones.map { zone in
            LaunchPlace(zone: zone, subnetID: network.subnet(inZone: zone)?.id ?? "")
        }
        places = inSubnets.isEmpty ? inZones : inSubnets
        offset = settings.zoneDistribution == .bestEffort ? group.launchFailures : 0
        for member in group.members.values where member.state.isCapacity {
            count(member.zone, member.subnetID)
        }
    }

    /// The place with the fewest instances, of several the first.
    mutating func next() -> LaunchPlace {
        let ranked = places.enumerated().sorted { left, right in
            rank(left.element, left.offset) < rank(right.element, right.offset)
        }
        guard !ranked.isEmpty else { return LaunchPlace(zone: "", subnetID: "") }
        let place = ranked[offset % ranked.count].element
        count(place.zone, place.subnetID)
        return place
    }

    private func rank(_ place: LaunchPlace, _ position: Int) -> (Int, Int, Int) {
        (zones[place.zone] ?? 0, subnets[place.subnetID] ?? 0, position)
    }

    private mutating func count(_ zone: String, _ subnetID: String) {
        zones[zone, default: 0] += 1
        subnets[subnetID, default: 0] += 1
    }
}
