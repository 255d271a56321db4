/// Deletes a log group with all its events.
struct DeleteLogGroup: LogGroupOperation {
    static let name = "DeleteLogGroup"
    static let honours: Set<String> = ["logGroupName"]
    static let mutates = true

    let groupName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try LogNames.group(parameters)
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) {
        _ = try state.group(groupName)
        state.removeGroup(groupName)
    }
}
