/// Has instances stand by: they run, and don't count.
struct EnterStandby: GroupOperation {
    static let name = "EnterStandby"
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
            where: { $0.state == .inService },
            expected: "InService"
        )
        return try departure.begin(
            with: members,
            of: group,
            as: .enteringStandby,
            Departure.Words(
                description: "Moving EC2 instance to Standby",
                verb: "was moved to standby",
                purpose: "place into standby \(members.count) instance"
            ),
            in: &state,
            &context
        )
    }

    static func render(_ output: [Activity], to xml: inout OutputWriter) {
        DetachInstances.render(output, to: &xml)
    }
}
