internal import Platform

/// Subscribes to a topic. Who subscribes again gets the same subscription.
struct Subscribe: TopicOperation {
    static let name = "Subscribe"
    static let honours: Set<String> = [
        "TopicArn", "Protocol", "Endpoint", "Attributes", "ReturnSubscriptionArn",
    ]
    static let mutates = true

    let topicARN: String
    private let endpoint: SubscriptionEndpoint
    private let attributes: [(key: String, value: String)]
    private let returnsARN: Bool

    init(_ parameters: Parameters) throws(ServiceError) {
        topicARN = try parameters.required("TopicArn")
        let name = try parameters.required("Protocol")
        let text = parameters.optional("Endpoint") ?? ""
        attributes = try parameters.map("Attributes")
        returnsARN = try parameters.boolean("ReturnSubscriptionArn") ?? false
        guard !text.isEmpty else { throw .invalidSNSParameter("Endpoint") }
        endpoint = try SubscriptionEndpoint(protocol: name, endpoint: text)
    }

    func perform(
        on state: inout SNSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> String {
        let topic = try state.topic(topicARN, context)
        try checkKinds(topic)
        var settings = SubscriptionSettings()
        try settings.set(attributes, for: endpoint)
        if let existing = state.subscriptions(ofTopic: topicARN).first(where: { $0.endpoint == endpoint }) {
            guard attributes.isEmpty || existing.settings == settings else {
                throw .invalidSNSParameter(
                    "Attributes",
                    "Subscription already exists with different attributes"
                )
            }
            ask(existing, &context)
            return shown(existing)
        }
        let subscription = subscription(to: topic, settings, number: state.nextNumber(), &context)
        state.set(subscription)
        ask(subscription, &context)
        context.note("sns", "Subscribed \(endpoint.displayName) to \(topic.name)")
        return shown(subscription)
    }

    /// Asks an address whether it agrees. Mail is not sent.
    private func ask(_ subscription: Subscription, _ context: inout ActionContext) {
        guard subscription.isPending, endpoint.kind == .http else { return }
        context.schedule(.sns(.deliver(DeliveryAttempt(confirming: subscription, &context))))
    }

    private func checkKinds(_ topic: Topic) throws(ServiceError) {
        if topic.isFIFO, endpoint.kind != .sqs {
            throw .invalidSNSParameter("Protocol", "FIFO topics deliver to queues only")
        }
        if !topic.isFIFO, endpoint.kind == .sqs, endpoint.text.hasSuffix(".fifo") {
            throw .invalidSNSParameter(
                "Endpoint",
                "FIFO SQS Queues can not be subscribed to standard SNS topics"
            )
        }
    }

    private func subscription(
        to topic: Topic,
        _ settings: SubscriptionSettings,
        number: Int,
        _ context: inout ActionContext
    ) -> Subscription {
        var subscription = Subscription(
            arn: "\(topic.arn):\(context.identifiers.uuid())",
            number: number,
            topicARN: topic.arn,
            owner: context.accountID,
            endpoint: endpoint,
            principalARN: context.caller.arn(partition: context.region.partition),
            settings: settings,
            wasAuthenticated: !endpoint.needsConfirmation
        )
        if endpoint.needsConfirmation {
            subscription.pending = Subscription.PendingConfirmation(
                token: context.identifiers.token(),
                end: context.now + Subscription.PendingConfirmation.lifetime
            )
        }
        return subscription
    }

    private func shown(_ subscription: Subscription) -> String {
        subscription.isPending && !returnsARN ? "pending confirmation" : subscription.arn
    }

    static func render(_ arn: String, to writer: inout OutputWriter) {
        writer.text("SubscriptionArn", arn)
    }
}

extension IdentifierGenerator {
    /// A token as SNS has them: 256 hexadecimal digits.
    fileprivate mutating func token() -> String {
        var token = ""
        for _ in 0..<16 { token.appendHexadecimal(next(), digits: 16) }
        return token
    }
}
