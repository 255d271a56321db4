/// Has a group do again what it didn't.
struct ResumeProcesses: GroupOperation {
    static let name = "ResumeProcesses"
    static let honours = ScalingProcesses.parameters
    static let mutates = true

    private let call: ScalingProcesses

    var groupName: String { call.groupName }

    init(_ parameters: Parameters) throws(ServiceError) {
        call = try ScalingProcesses(parameters)
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        let group = try state.autoScaling.changeableGroup(groupName)
        state.autoScaling.update(groupName) { group in
            for process in call.processes { group.suspensions[process] = nil }
        }
        state.scheduleReconciliation(of: group, &context)
    }
}
