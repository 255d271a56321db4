/// Has instances serve again that stood by. Whoever is told of launches is told of it.
struct ExitStandby: GroupOperation {
    static let name = "ExitStandby"
    static let honours = InstancesOfGroup.parameters
    static let mutates = true

    private let instances: InstancesOfGroup

    var groupName: String { instances.groupName }

    init(_ parameters: Parameters) throws(ServiceError) {
        instances = try InstancesOfGroup(parameters)
    }

    func perform(
        on state: inout RegionState,
        in context: inout ActionContext
    ) throws(ServiceError) -> [Activity] {
        let group = try state.autoScaling.changeableGroup(groupName)
        let members = try instances.members(of: group, where: { $0.state == .standby }, expected: "Standby")
        let before = group.settings.desiredCapacity
        let after = before + members.count
        try group.checkCapacity(after, to: "take out of standby \(members.count) instance")
        state.autoScaling.update(groupName) { $0.settings.desiredCapacity = after }
        var activities: [Activity] = []
        for member in members {
            let sentence =
                "instance \(member.id) was moved out of standby in response to a user request, increasing the "
                + "capacity from \(before) to \(after)."
            let activity = state.begin(
                "Moving EC2 instance out of Standby",
                with: member,
                of: groupName,
                because: "At \(context.now.seconds) \(sentence)",
                .preInService,
                &context
            )
            state.autoScaling.update(member.id, of: groupName) { $0.state = .pending }
            context.schedule(.autoScaling(.serve(instance: member.id, group: group.arn)))
            activities += [activity].compactMap { $0 }
        }
        return activities
    }

    static func render(_ output: [Activity], to xml: inout OutputWriter) {
        DetachInstances.render(output, to: &xml)
    }
}
