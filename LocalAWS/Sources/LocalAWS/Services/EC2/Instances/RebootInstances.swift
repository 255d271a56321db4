/// Reboots instances that run. Seen from outside nothing changes: they run all the while.
struct RebootInstances: EC2Operation {
    static let name = "RebootInstances"
    static let honours: Set<String> = ["InstanceId.N"]
    static let mutates = true

    let ids: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        ids = try InstanceIDs.list(parameters)
    }

    func perform(on state: inout EC2State, in context: inout ActionContext) throws(ServiceError) {
        state.settle(at: context.now)
        for instance in try state.instances(ids, after: nil, at: context.now) {
            guard [.pending, .running].contains(instance.state(at: context.now)) else {
                throw .incorrectInstanceState(
                    "The instance '\(instance.id)' is not in a state from which it can be rebooted."
                )
            }
        }
    }

    static func render(_ output: Void, to xml: inout OutputWriter) {
        xml.boolean("return", true)
    }
}
