/// Starts instances that were stopped: all of them, or, if one can't be, none.
struct StartInstances: EC2Operation {
    static let name = "StartInstances"
    static let honours: Set<String> = ["InstanceId.N"]
    static let refuses: Set<String> = ["AdditionalInfo"]
    static let mutates = true

    let ids: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = try InstanceIDs.list(parameters)
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> [InstanceStateChange] {
        let context = context
        state.settle(at: context.now)
        let instances = try state.instances(ids, after: nil, at: context.now)
        for instance in instances {
            guard [.pending, .running, .stopped].contains(instance.state(at: context.now)) else {
                throw .incorrectInstanceState(
                    "The instance '\(instance.id)' is not in a state from which it can be started."
                )
            }
        }
        return state.change(instances, context) { state, instance in
            if instance.state(at: context.now) == .stopped { state.start(instance, context) }
        }
    }

    static func render(_ output: [InstanceStateChange], to xml: inout OutputWriter) {
        xml.list("instancesSet", of: output) { $1.render(to: &$0) }
    }
}
