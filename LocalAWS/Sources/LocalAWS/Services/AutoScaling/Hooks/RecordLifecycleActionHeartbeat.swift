/// Says that what an instance is held for still goes on.
struct RecordLifecycleActionHeartbeat: GroupOperation {
    static let name = "RecordLifecycleActionHeartbeat"
    static let honours = LifecycleActionReference.parameters
    static let mutates = true

    private let reference: LifecycleActionReference

    var groupName: String { reference.groupName }

    init(_ parameters: Parameters) throws(ServiceError) {
        reference = try LifecycleActionReference(parameters)
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        let (group, member, action) = try reference.find(in: state.autoScaling)
        var alive = action
        alive.beat(at: context.now)
        state.autoScaling.update(member.id, of: group.name) { member in
            member.actions = member.actions.map { $0.token == alive.token ? alive : $0 }
        }
        state.scheduleExpiry(of: alive, of: member.id, in: group, &context)
    }
}
