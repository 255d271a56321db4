/// What a topic may be tagged with.
enum SNSTags {
    static func list(_ parameters: Parameters) throws(ServiceError) -> [Tag] {
        var tags: [Tag] = []
        for member in parameters.structures("Tags") {
            let tag = Tag(key: try member.required("Key"), value: member.text("Value") ?? "")
            guard tag.key.unicodeScalars.count <= 128, tag.value.unicodeScalars.count <= 256,
                !tag.key.lowercased().hasPrefix("aws:")
            else { throw .invalidSNSParameter("Tags", "The tag \(tag.key) is too long, or AWS's own.") }
            guard !tags.contains(where: { $0.key == tag.key }) else {
                throw .invalidSNSParameter("Duplicated keys are not allowed.")
            }
            tags.append(tag)
        }
        return tags
    }
}

/// An action on a topic as something that has tags.
protocol TagOperation: SNSOperation {
    var resourceARN: String { get }
}

extension TagOperation {
    func permissions(in state: SNSState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: resourceARN)]
    }

    fileprivate func topic(in state: SNSState, _ context: ActionContext) throws(ServiceError) -> Topic {
        try SNSState.check(resourceARN, "ResourceArn", context)
        guard let topic = state.topics[resourceARN] else { throw .resourceDoesNotExist }
        return topic
    }
}

/// Tags a topic.
struct TagTopic: TagOperation {
    static let name = "TagResource"
    static let honours: Set<String> = ["ResourceArn", "Tags.N.Key", "Tags.N.Value"]
    static let mutates = true

    let resourceARN: String
    private let tags: [Tag]

    init(_ parameters: Parameters) throws(ServiceError) {
        resourceARN = try parameters.required("ResourceArn")
        tags = try SNSTags.list(parameters)
        guard !tags.isEmpty else { throw .missingParameter("Tags") }
    }

    func perform(on state: inout SNSState, in context: inout ActionContext) throws(ServiceError) {
        var topic = try topic(in: state, context)
        topic.tags = topic.tags.merged(with: tags)
        try topic.tags.checkCount()
        state.set(topic)
    }
}

/// Takes tags off a topic.
struct UntagTopic: TagOperation {
    static let name = "UntagResource"
    static let honours: Set<String> = ["ResourceArn", "TagKeys.N"]
    static let mutates = true

    let resourceARN: String
    private let keys: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        resourceARN = try parameters.required("ResourceArn")
        keys = parameters.list("TagKeys")
        guard !keys.isEmpty else { throw .missingParameter("TagKeys") }
    }

    func perform(on state: inout SNSState, in context: inout ActionContext) throws(ServiceError) {
        var topic = try topic(in: state, context)
        topic.tags.remove { keys.contains($0.key) }
        state.set(topic)
    }
}

/// Tells the tags of a topic.
struct ListTopicTags: TagOperation {
    static let name = "ListTagsForResource"
    static let honours: Set<String> = ["ResourceArn"]
    static let mutates = false

    let resourceARN: String

    init(_ parameters: Parameters) throws(ServiceError) {
        resourceARN = try parameters.required("ResourceArn")
    }

    func perform(
        on state: inout SNSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> TagList {
        try topic(in: state, context).tags
    }

    static func render(_ tags: TagList, to writer: inout OutputWriter) {
        writer.list("Tags", of: tags) { writer, tag in
            writer.text("Key", tag.key)
            writer.text("Value", tag.value)
        }
    }
}
