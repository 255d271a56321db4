/// An action on one subscription; what must be allowed is asked of its topic.
protocol SubscriptionOperation: SNSOperation {
    var subscriptionARN: String { get }
}

extension SubscriptionOperation {
    func permissions(in state: SNSState, _ context: ActionContext) -> [RequiredPermission] {
        let topicARN = subscriptionARN.split(separator: ":", omittingEmptySubsequences: false).dropLast()
        return [RequiredPermission(on: topicARN.joined(separator: ":"))]
    }
}

/// Tells the attributes of a subscription.
struct GetSubscriptionAttributes: SubscriptionOperation {
    static let name = "GetSubscriptionAttributes"
    static let honours: Set<String> = ["SubscriptionArn"]
    static let mutates = false

    let subscriptionARN: String

    init(_ parameters: Parameters) throws(ServiceError) {
        subscriptionARN = try parameters.required("SubscriptionArn")
    }

    func perform(
        on state: inout SNSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> [(key: String, value: String)] {
        let subscription = try state.subscription(subscriptionARN, context)
        var all = subscription.settings.texts
        all["SubscriptionArn"] = subscription.arn
        all["TopicArn"] = subscription.topicARN
        all["Owner"] = subscription.owner
        all["Protocol"] = subscription.endpoint.kind.rawValue
        all["Endpoint"] = subscription.endpoint.text
        all["SubscriptionPrincipal"] = subscription.principalARN
        all["PendingConfirmation"] = subscription.isPending ? "true" : "false"
        all["ConfirmationWasAuthenticated"] = subscription.wasAuthenticated ? "true" : "false"
        all["RawMessageDelivery"] = subscription.settings.isRaw ? "true" : "false"
        if subscription.settings.filter != nil, all["FilterPolicyScope"] == nil {
            all["FilterPolicyScope"] = "MessageAttributes"
        }
        if subscription.endpoint.kind == .http {
            let policy = state.topics[subscription.topicARN]?.settings.deliveryPolicy ?? HTTPDeliveryPolicy()
            all["EffectiveDeliveryPolicy"] =
                policy.effective(subscription.settings.deliveryPolicy).subscriptionDocument.json
        }
        return all.sorted { $0.key < $1.key }
    }

    static func render(_ output: [(key: String, value: String)], to writer: inout OutputWriter) {
        writer.map("Attributes", of: output)
    }
}

/// Sets an attribute of a subscription.
struct SetSubscriptionAttributes: SubscriptionOperation {
    static let name = "SetSubscriptionAttributes"
    static let honours: Set<String> = ["SubscriptionArn", "AttributeName", "AttributeValue"]
    static let mutates = true

    let subscriptionARN: String
    private let attributeName: String
    private let value: String

    init(_ parameters: Parameters) throws(ServiceError) {
        subscriptionARN = try parameters.required("SubscriptionArn")
        attributeName = try parameters.required("AttributeName")
        value = parameters.text("AttributeValue") ?? ""
    }

    func perform(on state: inout SNSState, in context: inout ActionContext) throws(ServiceError) {
        var subscription = try state.subscription(subscriptionARN, context)
        try subscription.settings.set([(attributeName, value)], for: subscription.endpoint)
        state.set(subscription)
    }
}
