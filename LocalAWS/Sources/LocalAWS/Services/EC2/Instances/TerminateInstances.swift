/// Ends instances: all of them, or, if one can't be, none.
struct TerminateInstances: EC2Operation {
    static let name = "TerminateInstances"
    static let honours: Set<String> = ["InstanceId.N", "Force", "SkipOsShutdown"]
    static let mutates = true

    /// What an instance was and is now.
    struct StateChange: Sendable {
        let instanceID: String
        let previous: InstanceState
        let current: InstanceState
    }

    private let ids: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = parameters.list("InstanceId")
        guard !ids.isEmpty else { throw .missingParameter("InstanceId") }
        for id in ids { try ResourceKind.instance.check(id, parameter: "instanceId") }
        // There is no operating system here that could hold the end up.
        _ = try parameters.boolean("Force")
        _ = try parameters.boolean("SkipOsShutdown")
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> [StateChange] {
        state.settle(at: context.now)
        let instances = try state.instances(ids, after: nil, at: context.now)
        return instances.map { instance in
            let previous = instance.state(at: context.now)
            if instance.termination == nil { state.terminate(instance, context) }
            let current = state.instances[instance.id]?.state(at: context.now) ?? .terminated
            return StateChange(instanceID: instance.id, previous: previous, current: current)
        }
    }

    static func render(_ output: [StateChange], to xml: inout OutputWriter) {
        xml.list("instancesSet", of: output) { xml, change in
            xml.text("instanceId", change.instanceID)
            change.current.render("currentState", to: &xml)
            change.previous.render("previousState", to: &xml)
        }
    }
}
