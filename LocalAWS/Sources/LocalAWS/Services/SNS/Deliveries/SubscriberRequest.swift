internal import Platform

/// What is posted to an HTTP subscriber (SNS Developer Guide, "Parsing Amazon SNS message formats").
struct SubscriberRequest: Sendable {
    let url: String
    let fields: [(name: String, value: String)]
    let body: String

    init(
        _ attempt: DeliveryAttempt,
        _ subscription: Subscription,
        _ topic: Topic,
        endpointURL: String
    ) {
        url = subscription.endpoint.text
        let policy = topic.settings.deliveryPolicy.effective(subscription.settings.deliveryPolicy)
        var fields = [
            (name: "x-amz-sns-message-id", value: attempt.messageID),
            ("x-amz-sns-topic-arn", topic.arn),
            ("Content-Type", policy.contentType),
            ("User-Agent", "Amazon Simple Notification Service Agent"),
        ]
        switch attempt.content {
        case .notification(let message):
            body = Notification(message, to: subscription, endpointURL: endpointURL).body
            fields.append(("x-amz-sns-message-type", "Notification"))
            fields.append(("x-amz-sns-subscription-arn", subscription.arn))
            if subscription.settings.isRaw { fields.append(("x-amz-sns-rawdelivery", "true")) }
        case .confirmation(let id, let timestamp):
            body = Self.question(id, timestamp, subscription, endpointURL: endpointURL).json
            fields.append(("x-amz-sns-message-type", "SubscriptionConfirmation"))
        }
        self.fields = fields
    }

    private static func question(
        _ messageID: String,
        _ timestamp: Timestamp,
        _ subscription: Subscription,
        endpointURL: String
    ) -> Document {
        let token = subscription.pending?.token ?? ""
        let topic = subscription.topicARN
        let url =
            "\(endpointURL)/?Action=ConfirmSubscription&TopicArn=\(topic)&Token=\(token)&Version=\(Service.sns.version)"
        return [
            "Type": "SubscriptionConfirmation",
            "MessageId": .text(messageID),
            "Token": .text(token),
            "TopicArn": .text(topic),
            "Message": .text(
                "You have chosen to subscribe to the topic \(topic).\n"
                    + "To confirm the subscription, visit the SubscribeURL included in this message."
            ),
            "SubscribeURL": .text(url),
            "Timestamp": .text(timestamp.iso8601),
            "SignatureVersion": "1",
            "Signature": .text(Base64.text(of: messageID.utf8)),
            "SigningCertURL": .text(SigningCertificate.url(topicARN: topic)),
        ]
    }
}

/// Posts to an HTTP subscriber.
struct SubscriberPost: Effect {
    let number: Int
    let region: Region
    let request: SubscriberRequest

    /// How long an answer may take.
    private static let timeLimit: Duration = .seconds(15)

    func perform(in cloud: Cloud) async {
        let outcome = await outcome()
        cloud.change(in: region) { $0.finishPost(number, in: region, outcome, &$1) }
    }

    /// A refusal by the subscriber is final, except that it has too much to do.
    private func outcome() async -> Delivery.Outcome {
        guard let url = LoopbackURL(request.url) else { return .refused("it is no address of this machine") }
        do throws(LoopbackPost.Failure) {
            let status = try await LoopbackPost(url: url, fields: request.fields, body: request.body)
                .status(within: Self.timeLimit)
            return switch status {
            case 200..<300: .accepted
            case 429, 500...: .postponed("it answered with \(status)")
            default: .refused("it answered with \(status)")
            }
        } catch {
            return .postponed(error.reason)
        }
    }
}
