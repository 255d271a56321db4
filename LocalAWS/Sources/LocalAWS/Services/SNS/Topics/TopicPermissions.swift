/// Adds a statement to a topic's policy: the short way.
struct AddTopicPermission: TopicOperation {
    static let name = "AddPermission"
    static let honours: Set<String> = ["TopicArn", "Label", "AWSAccountId.N", "ActionName.N"]
    static let mutates = true

    private static let actions: Set<String> = [
        "GetTopicAttributes", "SetTopicAttributes", "AddPermission", "RemovePermission", "DeleteTopic",
        "Subscribe", "ListSubscriptionsByTopic", "Publish", "Receive",
    ]

    let topicARN: String
    private let grant: PolicyGrant

    init(_ parameters: Parameters) throws(ServiceError) {
        topicARN = try parameters.required("TopicArn")
        grant = PolicyGrant(
            label: try parameters.required("Label"),
            accountIDs: parameters.list("AWSAccountId"),
            actions: parameters.list("ActionName")
        )
        guard !grant.accountIDs.isEmpty else { throw .missingParameter("AWSAccountId") }
        guard !grant.actions.isEmpty else { throw .missingParameter("ActionName") }
        guard grant.actions.allSatisfy(Self.actions.contains) else {
            throw .invalidSNSParameter("Policy statement action out of service scope!")
        }
    }

    func perform(on state: inout SNSState, in context: inout ActionContext) throws(ServiceError) {
        var topic = try state.topic(topicARN, context)
        var policy = ResourcePolicyText(topic.settings.texts["Policy"], id: "__default_policy_ID")
        guard policy.add(grant.statement(service: "SNS", on: topicARN, context), labelled: grant.label) else {
            throw .invalidSNSParameter("Statement already exists")
        }
        try topic.settings.set("Policy", policy.text, of: topic)
        state.set(topic)
    }
}

/// Removes a statement from a topic's policy.
struct RemoveTopicPermission: TopicOperation {
    static let name = "RemovePermission"
    static let honours: Set<String> = ["TopicArn", "Label"]
    static let mutates = true

    let topicARN: String
    private let label: String

    init(_ parameters: Parameters) throws(ServiceError) {
        topicARN = try parameters.required("TopicArn")
        label = try parameters.required("Label")
    }

    func perform(on state: inout SNSState, in context: inout ActionContext) throws(ServiceError) {
        var topic = try state.topic(topicARN, context)
        var policy = ResourcePolicyText(topic.settings.texts["Policy"], id: "__default_policy_ID")
        guard policy.remove(labelled: label) else { throw .invalidSNSParameter("Label") }
        try topic.settings.set("Policy", policy.isEmpty ? "" : policy.text, of: topic)
        state.set(topic)
    }
}
