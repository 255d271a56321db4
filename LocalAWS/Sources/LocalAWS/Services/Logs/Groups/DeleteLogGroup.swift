/// Deletes a log group with all its events.
struct DeleteLogGroup: LogsOperation {
    static let name = "DeleteLogGroup"
    static let honours: Set<String> = ["logGroupName"]
    static let mutates = true

    private let groupName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("logGroupName")
        try LogNames.checkGroup(groupName)
    }

    func permissions(in state: LogsState, _ context: ActionContext) -> [RequiredPermission] {
        context.logPermission(group: groupName)
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) {
        _ = try state.group(groupName)
        state.removeGroup(groupName)
    }
}
