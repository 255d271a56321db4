/// Tags a group, in the way of older clients.
struct TagLogGroup: LogGroupOperation {
    static let name = "TagLogGroup"
    static let honours: Set<String> = ["logGroupName", "tags"]
    static let mutates = true

    let groupName: String
    private let tags: [String: String]

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try LogNames.group(parameters)
        tags = try LogTags.read(parameters)
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) {
        try state.tag(groupName, tags)
    }
}

/// Removes tags of a group, in the way of older clients.
struct UntagLogGroup: LogGroupOperation {
    static let name = "UntagLogGroup"
    static let honours: Set<String> = ["logGroupName", "tags.N"]
    static let mutates = true

    let groupName: String
    private let keys: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try LogNames.group(parameters)
        keys = parameters.list("tags")
    }

    func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) {
        try state.untag(groupName, keys)
    }
}

/// Shows the tags of a group, in the way of older clients.
struct ListTagsLogGroup: LogGroupOperation {
    static let name = "ListTagsLogGroup"
    static let honours: Set<String> = ["logGroupName"]
    static let mutates = false

    let groupName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try LogNames.group(parameters)
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
