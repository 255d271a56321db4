/// Lists the subscriptions of all topics.
struct ListSubscriptions: SNSOperation {
    static let name = "ListSubscriptions"
    static let honours: Set<String> = ["NextToken"]
    static let mutates = false

    private let page: SNSPage

    init(_ parameters: Parameters) throws(ServiceError) {
        page = try SNSPage(parameters, of: Self.name)
    }

    func perform(
        on state: inout SNSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<Subscription> {
        page.cut(state.subscriptions(), by: \.position)
    }

    static func render(_ page: Page<Subscription>, to writer: inout OutputWriter) {
        page.render(to: &writer)
    }
}

/// Lists the subscriptions of a topic.
struct ListSubscriptionsByTopic: TopicOperation {
    static let name = "ListSubscriptionsByTopic"
    static let honours: Set<String> = ["TopicArn", "NextToken"]
    static let mutates = false

    let topicARN: String
    private let page: SNSPage

    init(_ parameters: Parameters) throws(ServiceError) {
        topicARN = try parameters.required("TopicArn")
        page = try SNSPage(parameters, of: "\(Self.name) \(topicARN)")
    }

    func perform(
        on state: inout SNSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<Subscription> {
        page.cut(state.subscriptions(ofTopic: try state.topic(topicARN, context).arn), by: \.position)
    }

    static func render(_ page: Page<Subscription>, to writer: inout OutputWriter) {
        page.render(to: &writer)
    }
}

extension Subscription {
    /// Its place as a text with the same order.
    fileprivate var position: String {
        let digits = String(number)
        return String(repeating: "0", count: 19 - digits.utf8.count) + digits
    }
}

extension Page<Subscription> {
    fileprivate func render(to writer: inout OutputWriter) {
        writer.list("Subscriptions", of: items) { writer, subscription in
            writer.text("SubscriptionArn", subscription.isPending ? "PendingConfirmation" : subscription.arn)
            writer.text("Owner", subscription.owner)
            writer.text("Protocol", subscription.endpoint.kind.rawValue)
            writer.text("Endpoint", subscription.endpoint.text)
            writer.text("TopicArn", subscription.topicARN)
        }
        writer.text("NextToken", nextToken)
    }
}
