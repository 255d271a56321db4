internal import Platform

/// Something for a subscription, and how often it was tried to deliver it.
struct DeliveryAttempt: Codable, Sendable {
    enum Content: Codable, Sendable {
        case notification(PublishedMessage)
        /// The question whether the subscriber agrees.
        case confirmation(messageID: String, timestamp: Timestamp)
    }

    let subscriptionARN: String
    let content: Content
    /// How often it was tried again.
    var retries = 0

    init(_ message: PublishedMessage, to subscription: Subscription) {
        subscriptionARN = subscription.arn
        content = .notification(message)
    }

    init(confirming subscription: Subscription, _ context: inout ActionContext) {
        subscriptionARN = subscription.arn
        content = .confirmation(messageID: context.identifiers.uuid(), timestamp: context.now)
    }

    var messageID: String {
        switch content {
        case .notification(let message): message.id
        case .confirmation(let id, _): id
        }
    }

    /// The region that the topic is in.
    var region: Region? { ARN(subscriptionARN).flatMap { Region($0.region) } }
}
