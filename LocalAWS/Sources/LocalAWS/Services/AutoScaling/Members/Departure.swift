/// DetachInstances and EnterStandby: instances that were capacity aren't any more.
protocol DepartureOperation: GroupOperation where Output == [Activity] {
    var departure: Departure { get }
    init(departure: Departure)

    /// Which instances it can be done to, and how AWS calls them.
    static var candidates: (states: Set<LifecycleState>, names: String) { get }
    /// What the instances are while they leave.
    static var leaving: LifecycleState { get }
    /// How activities tell of it.
    static func words(count: Int) -> Departure.Words
}

extension DepartureOperation {
    static var honours: Set<String> { InstancesOfGroup.parameters.union(["ShouldDecrementDesiredCapacity"]) }
    static var mutates: Bool { true }

    var groupName: String { departure.instances.groupName }

    init(_ parameters: Parameters) throws(ServiceError) {
        self.init(departure: try Departure(parameters))
    }

    func perform(
        on state: inout RegionState,
        in context: inout ActionContext
    ) throws(ServiceError) -> [Activity] {
        let group = try state.autoScaling.changeableGroup(groupName)
        let members = try departure.instances.members(
            of: group,
            where: { Self.candidates.states.contains($0.state) },
            expected: Self.candidates.names
        )
        return try departure.begin(
            with: members,
            of: group,
            as: Self.leaving,
            Self.words(count: members.count),
            in: &state,
            &context
        )
    }

    static func render(_ output: [Activity], to xml: inout OutputWriter) {
        xml.list("Activities", of: output) { $1.render(isGroupDeleted: false, to: &$0) }
    }
}

/// Which instances leave, and whether the group shrinks by them.
struct Departure: Sendable {
    /// How an activity tells of it.
    struct Words: Sendable {
        let description: String
        let verb: String
        let purpose: String
    }

    let instances: InstancesOfGroup
    private let shrinks: Bool

    init(_ parameters: Parameters) throws(ServiceError) {
        instances = try InstancesOfGroup(parameters)
        guard let shrinks = try parameters.boolean("ShouldDecrementDesiredCapacity") else {
            throw .missingParameter("ShouldDecrementDesiredCapacity")
        }
        self.shrinks = shrinks
    }

    func begin(
        with members: [GroupMember],
        of group: AutoScalingGroup,
        as state: LifecycleState,
        _ words: Words,
        in region: inout RegionState,
        _ context: inout ActionContext
    ) throws(ServiceError) -> [Activity] {
        // One that stands by was no capacity before either.
        let count = members.count { $0.state.isCapacity }
        if shrinks { try group.checkCapacity(group.settings.desiredCapacity - count, to: words.purpose) }
        let change = shrinks && count > 0 ? ", \(group.shrinking(by: count))" : ""
        var activities: [Activity] = []
        for member in members {
            let activity = region.begin(
                words.description,
                with: member,
                of: group.name,
                because:
                    "At \(context.now.seconds) instance \(member.id) \(words.verb) in response to a user request\(change).",
                .inProgress,
                &context
            )
            region.autoScaling.update(member.id, of: group.name) { $0.state = state }
            context.schedule(.autoScaling(.leave(instance: member.id, group: group.arn)))
            activities += [activity].compactMap { $0 }
        }
        if shrinks { region.autoScaling.update(group.name) { $0.settings.desiredCapacity -= count } }
        region.scheduleReconciliation(of: group, &context)
        return activities
    }
}
