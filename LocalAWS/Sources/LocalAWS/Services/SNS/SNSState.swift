internal import Platform

/// What SNS holds in a region.
struct SNSState: Codable, Sendable {
    /// By ARN.
    private(set) var topics: [String: Topic] = [:]
    /// By ARN.
    private(set) var subscriptions: [String: Subscription] = [:]
    /// What is on its way to addresses outside, by the number of its post.
    var posts: [Int: DeliveryAttempt] = [:]
    private var lastNumber = 0

    /// A number that nothing else here has.
    mutating func nextNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }
}

/// Topics.
extension SNSState {
    /// A topic that a call names.
    func topic(_ arn: String, _ context: ActionContext) throws(ServiceError) -> Topic {
        try Self.check(arn, "TopicArn", context)
        guard let topic = topics[arn] else { throw .topicDoesNotExist }
        return topic
    }

    /// Refuses an ARN that can't be of anything in this region.
    static func check(_ text: String, _ parameter: String, _ context: ActionContext) throws(ServiceError) {
        guard let arn = ARN(text) else {
            let count = text.split(separator: ":", omittingEmptySubsequences: false).count
            throw .invalidSNSParameter(
                parameter,
                count < 6
                    ? "An ARN must have at least 6 elements, not \(count)"
                    : "An ARN begins with arn:<partition>:sns"
            )
        }
        guard arn.service == "sns", arn.region == context.region.name else {
            throw .invalidSNSParameter(parameter)
        }
    }

    mutating func set(_ topic: Topic) {
        topics[topic.arn] = topic
    }

    /// Removes a topic with its subscriptions.
    mutating func removeTopic(_ arn: String) {
        topics[arn] = nil
        subscriptions = subscriptions.filter { $0.value.topicARN != arn }
    }

    /// All topics, by name.
    var sortedTopics: [Topic] { topics.values.sorted { $0.arn < $1.arn } }
}

/// Subscriptions.
extension SNSState {
    /// A subscription that a call names.
    func subscription(_ arn: String, _ context: ActionContext) throws(ServiceError) -> Subscription {
        try Self.check(arn, "SubscriptionArn", context)
        guard let subscription = subscriptions[arn] else { throw .subscriptionDoesNotExist }
        return subscription
    }

    mutating func set(_ subscription: Subscription) {
        subscriptions[subscription.arn] = subscription
    }

    mutating func removeSubscription(_ arn: String) {
        guard let removed = subscriptions.removeValue(forKey: arn) else { return }
        topics[removed.topicARN]?.deletedSubscriptionCount += 1
    }

    /// The subscriptions of a topic, or all, in the order in which they were made.
    func subscriptions(ofTopic arn: String? = nil) -> [Subscription] {
        subscriptions.values.filter { arn == nil || $0.topicARN == arn }.sorted { $0.number < $1.number }
    }
}

extension SNSState: ResourcePolicySource {
    func policy(of arn: ARN) -> PolicyDocument? { topics["\(arn)"]?.settings.policy }
}
