/// Tags a group, in the way of older clients.
struct TagLogGroup: LogsOperation {
    static let name = "TagLogGroup"
    static let honours: Set<String> = ["logGroupName", "tags"]
    static let mutates = true

    private let groupName: String
    private let tags: [String: String]

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("logGroupName")
        try LogNames.checkGroup(groupName)
        tags = try LogTags.read(parameters)
    }

    func permissions(in state: LogsState, _ context: ActionContext) -> [RequiredPermission] {
        context.logPermission(group: groupName)
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) {
        try state.tag(groupName, tags)
    }
}

/// Removes tags of a group, in the way of older clients.
struct UntagLogGroup: LogsOperation {
    static let name = "UntagLogGroup"
    static let honours: Set<String> = ["logGroupName", "tags.N"]
    static let mutates = true

    private let groupName: String
    private let keys: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("logGroupName")
        try LogNames.checkGroup(groupName)
        keys = parameters.list("tags")
    }

    func permissions(in state: LogsState, _ context: ActionContext) -> [RequiredPermission] {
        context.logPermission(group: groupName)
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) {
        try state.untag(groupName, keys)
    }
}

/// Shows the tags of a group, in the way of older clients.
struct ListTagsLogGroup: LogsOperation {
    static let name = "ListTagsLogGroup"
    static let honours: Set<String> = ["logGroupName"]
    static let mutates = false

    private let groupName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("logGroupName")
        try LogNames.checkGroup(groupName)
    }

    func permissions(in state: LogsState, _ context: ActionContext) -> [RequiredPermission] {
        context.logPermission(group: groupName)
    }

    func perform(
        on state: inout LogsState,
        in context: inout ActionContext
    ) throws(ServiceError) -> [String: String] {
        try state.group(groupName).tags
    }

    static func render(_ tags: [String: String], to writer: inout OutputWriter) {
        writer.map("tags", of: tags.sorted { $0.key < $1.key })
    }
}
