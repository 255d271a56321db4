/// Ends instances: all of them, or, if one can't be, none.
struct TerminateInstances: EC2Operation {
    static let name = "TerminateInstances"
    static let honours: Set<String> = ["InstanceId.N", "Force", "SkipOsShutdown"]
    static let mutates = true

    let ids: [String]

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
    ) throws(ServiceError) -> [InstanceStateChange] {
        let context = context
        state.settle(at: context.now)
        let instances = try state.instances(ids, after: nil, at: context.now)
        for instance in instances where instance.settings.isTerminationDisabled {
            throw .operationNotPermitted(instance.id, "terminated", attribute: "disableApiTermination")
        }
        return state.change(instances, context) { state, instance in
            if instance.termination == nil { state.terminate(instance, context) }
        }
    }

    static func render(_ output: [InstanceStateChange], to xml: inout OutputWriter) {
        xml.list("instancesSet", of: output) { $1.render(to: &$0) }
    }
}
