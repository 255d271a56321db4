/// Stops instances: all of them, or, if one can't be, none. Their volumes stay on them.
struct StopInstances: EC2Operation {
    static let name = "StopInstances"
    static let honours: Set<String> = ["InstanceId.N", "Force", "SkipOsShutdown"]
    static let refuses: Set<String> = ["Hibernate"]
    static let mutates = true

    let ids: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = try InstanceIDs.list(parameters)
        // There is no operating system here that could hold the stop up.
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
        for instance in instances {
            if instance.settings.isStopDisabled {
                throw .operationNotPermitted(instance.id, "stopped", attribute: "disableApiStop")
            }
            guard [.running, .stopping, .stopped].contains(instance.state(at: context.now)) else {
                throw .incorrectInstanceState(
                    "This instance '\(instance.id)' is not in a state from which it can be stopped."
                )
            }
        }
        return state.change(instances, context) { state, instance in
            if instance.state(at: context.now) == .running { state.stop(instance, context) }
        }
    }

    static func render(_ output: [InstanceStateChange], to xml: inout OutputWriter) {
        xml.list("instancesSet", of: output) { $1.render(to: &$0) }
    }
}
