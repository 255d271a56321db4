/// Lets instances out of a group, which run on.
struct DetachInstances: GroupOperation {
    static let name = "DetachInstances"
    static let honours = InstancesOfGroup.parameters.union(["ShouldDecrementDesiredCapacity"])
    static let mutates = true

    private let departure: Departure

    var groupName: String { departure.instances.groupName }

    init(_ parameters: Parameters) throws(ServiceError) {
        departure = try Departure(parameters)
    }

    func perform(
        on state: inout RegionState,
        in context: inout ActionContext
    ) throws(ServiceError) -> [Activity] {
        let group = try state.autoScaling.changeableGroup(groupName)
        let members = try departure.instances.members(
            of: group,
            where: { $0.state == .inService || $0.state == .standby },
            expected: "InService or Standby"
        )
        return try departure.begin(
            with: members,
            of: group,
            as: .detaching,
            Departure.Words(
                description: "Detaching EC2 instance",
                verb: "was detached",
                purpose: "detach \(members.count) instance"
            ),
            in: &state,
            &context
        )
    }

    static func render(_ output: [Activity], to xml: inout OutputWriter) {
        xml.list("Activities", of: output) { $1.render(isGroupDeleted: false, to: &$0) }
    }
}

/// What DetachInstances and EnterStandby have in common: instances that were capacity aren't any more.
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
