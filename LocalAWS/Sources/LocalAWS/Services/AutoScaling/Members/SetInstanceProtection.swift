/// Says whether instances may be chosen when a group shrinks.
struct SetInstanceProtection: GroupOperation {
    static let name = "SetInstanceProtection"
    static let honours = InstancesOfGroup.parameters.union(["ProtectedFromScaleIn"])
    static let mutates = true

    private let instances: InstancesOfGroup
    private let isProtected: Bool

    var groupName: String { instances.groupName }

    init(_ parameters: Parameters) throws(ServiceError) {
        instances = try InstancesOfGroup(parameters)
        guard let isProtected = try parameters.boolean("ProtectedFromScaleIn") else {
            throw .missingParameter("ProtectedFromScaleIn")
        }
        self.isProtected = isProtected
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        let group = try state.autoScaling.changeableGroup(groupName)
        let members = try instances.members(
            of: group,
            where: { !$0.state.isTerminating },
            expected: "InService, EnteringStandby or Standby"
        )
        for member in members {
            state.autoScaling.update(member.id, of: groupName) { $0.isProtected = isProtected }
        }
        state.scheduleReconciliation(of: group, &context)
    }
}
