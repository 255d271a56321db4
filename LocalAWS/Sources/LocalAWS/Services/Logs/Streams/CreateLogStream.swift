/// Makes a log stream.
struct CreateLogStream: LogsOperation {
    static let name = "CreateLogStream"
    static let honours: Set<String> = ["logGroupName", "logStreamName"]
    static let mutates = true

    private let groupName: String
    private let streamName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("logGroupName")
        try LogNames.checkGroup(groupName)
        streamName = try parameters.required("logStreamName")
        try LogNames.checkStream(streamName)
    }

    func permissions(in state: LogsState, _ context: ActionContext) -> [RequiredPermission] {
        context.logPermission(group: groupName, stream: streamName)
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) {
        let group = try state.group(groupName)
        guard group.streams[streamName] == nil else {
            throw ServiceError("ResourceAlreadyExistsException", "The specified log stream already exists")
        }
        let stream = LogStream(name: streamName, creationTime: context.now)
        state.updateGroup(groupName) { $0.insert(stream) }
    }
}

/// Deletes a log stream with its events.
struct DeleteLogStream: LogsOperation {
    static let name = "DeleteLogStream"
    static let honours: Set<String> = ["logGroupName", "logStreamName"]
    static let mutates = true

    private let groupName: String
    private let streamName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("logGroupName")
        try LogNames.checkGroup(groupName)
        streamName = try parameters.required("logStreamName")
        try LogNames.checkStream(streamName)
    }

    func permissions(in state: LogsState, _ context: ActionContext) -> [RequiredPermission] {
        context.logPermission(group: groupName, stream: streamName)
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) {
        _ = try state.group(groupName).stream(streamName)
        state.updateGroup(groupName) { $0.removeStream(streamName) }
    }
}
