/// Tells the attributes of a topic.
struct GetTopicAttributes: TopicOperation {
    static let name = "GetTopicAttributes"
    static let honours: Set<String> = ["TopicArn"]
    static let mutates = false

    let topicARN: String

    init(_ parameters: Parameters) throws(ServiceError) {
        topicARN = try parameters.required("TopicArn")
    }

    func perform(
        on state: inout SNSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> [(key: String, value: String)] {
        let topic = try state.topic(topicARN, context)
        let subscriptions = state.subscriptions(ofTopic: topicARN)
        let pendingCount = subscriptions.count { $0.isPending }
        var all = topic.settings.texts
        all["TopicArn"] = topic.arn
        all["Owner"] = topic.owner
        all["SubscriptionsConfirmed"] = String(subscriptions.count - pendingCount)
        all["SubscriptionsPending"] = String(pendingCount)
        all["SubscriptionsDeleted"] = String(topic.deletedSubscriptionCount)
        all["EffectiveDeliveryPolicy"] = topic.settings.deliveryPolicy.topicDocument.json
        return all.sorted { $0.key < $1.key }
    }

    static func render(_ output: [(key: String, value: String)], to writer: inout OutputWriter) {
        writer.map("Attributes", of: output)
    }
}

/// Sets an attribute of a topic.
struct SetTopicAttributes: TopicOperation {
    static let name = "SetTopicAttributes"
    static let honours: Set<String> = ["TopicArn", "AttributeName", "AttributeValue"]
    static let mutates = true

    let topicARN: String
    private let attributeName: String
    private let value: String

    init(_ parameters: Parameters) throws(ServiceError) {
        topicARN = try parameters.required("TopicArn")
        attributeName = try parameters.required("AttributeName")
        value = parameters.text("AttributeValue") ?? ""
        guard attributeName != "FifoTopic" else { throw .invalidSNSParameter("AttributeName") }
    }

    func perform(on state: inout SNSState, in context: inout ActionContext) throws(ServiceError) {
        var topic = try state.topic(topicARN, context)
        try topic.settings.set(attributeName, value, of: topic)
        state.set(topic)
    }
}
