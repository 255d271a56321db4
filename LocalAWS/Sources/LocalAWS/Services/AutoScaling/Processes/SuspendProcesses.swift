internal import Platform

/// Has a group not do some of what it does of itself.
struct SuspendProcesses: GroupOperation {
    static let name = "SuspendProcesses"
    static let honours = ScalingProcesses.parameters
    static let mutates = true

    private let call: ScalingProcesses

    var groupName: String { call.groupName }

    init(_ parameters: Parameters) throws(ServiceError) {
        call = try ScalingProcesses(parameters)
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        _ = try state.autoScaling.changeableGroup(groupName)
        let reason = "User suspended at \(context.now.seconds)"
        state.autoScaling.update(groupName) { group in
            for process in call.processes where !group.isSuspended(process) {
                group.suspensions[process] = reason
            }
        }
    }
}
