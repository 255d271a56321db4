/// Makes a topic, or finds the one that there is with the same name.
struct CreateTopic: SNSOperation {
    static let name = "CreateTopic"
    static let honours: Set<String> = ["Name", "Attributes", "Tags.N.Key", "Tags.N.Value"]
    static let refuses: Set<String> = ["DataProtectionPolicy"]
    static let mutates = true

    private let topicName: String
    private let attributes: [(key: String, value: String)]
    private let tags: [Tag]

    init(_ parameters: Parameters) throws(ServiceError) {
        topicName = try parameters.required("Name")
        attributes = try parameters.map("Attributes")
        tags = try SNSTags.list(parameters)
        guard Topic.isValid(topicName) else { throw .invalidSNSParameter("Topic Name") }
    }

    func permissions(in state: SNSState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: context.arn("sns", topicName))]
    }

    func perform(
        on state: inout SNSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> String {
        let arn = context.arn("sns", topicName)
        try checkKind()
        let existing = state.topics[arn]
        var topic = Topic(
            name: topicName,
            arn: arn,
            owner: context.accountID,
            settings: try TopicSettings(
                topicARN: arn,
                owner: context.accountID,
                isFIFO: topicName.hasSuffix(".fifo")
            ),
            tags: TagList(tags)
        )
        for (name, value) in attributes { try topic.settings.set(name, value, of: topic) }
        if let existing {
            try checkEquality(of: topic, with: existing)
            return arn
        }
        try topic.tags.checkCount()
        state.set(topic)
        context.note("sns", "Created topic \(topicName)")
        return arn
    }

    /// A FIFO topic must be called one and say that it is one.
    private func checkKind() throws(ServiceError) {
        let isFIFO = attributes.contains { $0.key == "FifoTopic" && $0.value == "true" }
        guard topicName.hasSuffix(".fifo") != isFIFO else { return }
        throw .invalidSNSParameter(
            "Topic Name",
            isFIFO ? "FIFO topic names must end with .fifo" : "Only FIFO topic names end with .fifo"
        )
    }

    private func checkEquality(of topic: Topic, with existing: Topic) throws(ServiceError) {
        let differs = attributes.contains { topic.settings.texts[$0.key] != existing.settings.texts[$0.key] }
        guard !differs else {
            throw .invalidSNSParameter("Attributes", "Topic already exists with different attributes")
        }
        guard tags.isEmpty || Set(topic.tags) == Set(existing.tags) else {
            throw .invalidSNSParameter("Tags", "Topic already exists with different tags")
        }
    }

    static func render(_ arn: String, to writer: inout OutputWriter) {
        writer.text("TopicArn", arn)
    }
}

/// Deletes a topic with its subscriptions. One that isn't there is deleted.
struct DeleteTopic: TopicOperation {
    static let name = "DeleteTopic"
    static let honours: Set<String> = ["TopicArn"]
    static let mutates = true

    let topicARN: String

    init(_ parameters: Parameters) throws(ServiceError) {
        topicARN = try parameters.required("TopicArn")
    }

    func perform(on state: inout SNSState, in context: inout ActionContext) throws(ServiceError) {
        try SNSState.check(topicARN, "TopicArn", context)
        guard let topic = state.topics[topicARN] else { return }
        state.removeTopic(topicARN)
        context.note("sns", "Deleted topic \(topic.name)")
    }
}
