extension Logs {
    /// Tags a group, which is named by its ARN.
    struct TagResource: LogsOperation {
        static let name = "TagResource"
        static let honours: Set<String> = ["resourceArn", "tags"]
        static let mutates = true

        private let group: LogGroupARN
        private let tags: [String: String]

        init(_ parameters: Parameters) throws(ServiceError) {
            group = try LogGroupARN(parameters)
            tags = try LogTags.read(parameters)
        }

        func permissions(in state: LogsState, _ context: ActionContext) -> [RequiredPermission] {
            [RequiredPermission(on: group.arn)]
        }

        func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) {
            try state.tag(group.name, tags)
        }
    }

    /// Removes tags of a group, which is named by its ARN.
    struct UntagResource: LogsOperation {
        static let name = "UntagResource"
        static let honours: Set<String> = ["resourceArn", "tagKeys.N"]
        static let mutates = true

        private let group: LogGroupARN
        private let keys: [String]

        init(_ parameters: Parameters) throws(ServiceError) {
            group = try LogGroupARN(parameters)
            keys = parameters.list("tagKeys")
        }

        func permissions(in state: LogsState, _ context: ActionContext) -> [RequiredPermission] {
            [RequiredPermission(on: group.arn)]
        }

        func perform(on state: inout LogsState, in context: inout ActionContext) throws(ServiceError) {
            try state.untag(group.name, keys)
        }
    }

    /// Shows the tags of a group, which is named by its ARN.
    struct ListTagsForResource: LogsOperation {
        static let name = "ListTagsForResource"
        static let honours: Set<String> = ["resourceArn"]
        static let mutates = false

        private let group: LogGroupARN

        init(_ parameters: Parameters) throws(ServiceError) {
            group = try LogGroupARN(parameters)
        }

        func permissions(in state: LogsState, _ context: ActionContext) -> [RequiredPermission] {
            [RequiredPermission(on: group.arn)]
        }

        func perform(
            on state: inout LogsState,
            in context: inout ActionContext
        ) throws(ServiceError) -> [String: String] {
            try state.group(group.name).tags
        }

        static func render(_ tags: [String: String], to writer: inout OutputWriter) {
            writer.map("tags", of: tags.sorted { $0.key < $1.key })
        }
    }
}

/// The group that the tag actions are about.
struct LogGroupARN: Sendable {
    let arn: String
    let name: String

    init(_ parameters: Parameters) throws(ServiceError) {
        arn = try parameters.required("resourceArn")
        guard let parsed = ARN(arn), parsed.service == "logs", parsed.resource.hasPrefix("log-group:"),
            !arn.hasSuffix(":*")
        else { throw .invalidLogParameter("The ARN '\(arn)' is not that of a log group.") }
        name = LogGroupReference.name(in: arn)
    }
}
