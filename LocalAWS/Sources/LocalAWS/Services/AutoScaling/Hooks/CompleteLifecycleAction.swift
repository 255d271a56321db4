/// Says what came of what an instance is held for.
struct CompleteLifecycleAction: GroupOperation {
    static let name = "CompleteLifecycleAction"
    static let honours = LifecycleActionReference.parameters.union(["LifecycleActionResult"])
    static let mutates = true

    private let reference: LifecycleActionReference
    private let result: LifecycleActionResult

    var groupName: String { reference.groupName }

    init(_ parameters: Parameters) throws(ServiceError) {
        reference = try LifecycleActionReference(parameters)
        let text = try parameters.required("LifecycleActionResult")
        guard let result = LifecycleActionResult(rawValue: text) else {
            throw .scalingValidation("LifecycleActionResult must be CONTINUE or ABANDON; it is \(text).")
        }
        self.result = result
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        let (group, member, action) = try reference.find(in: state.autoScaling)
        let how = "Lifecycle Action Completed with \(result.rawValue) Result"
        context.note("autoscaling", "Hook \(action.hook.name) for \(member.id): \(result.rawValue)")
        state.complete(action, of: member, in: group, result, how, &context)
    }
}
