internal import Platform

/// A message in the forms in which subscribers get it.
struct Notification: Sendable {
    private let message: PublishedMessage
    private let subscription: Subscription
    private let endpointURL: String

    /// - Parameter endpointURL: the emulator's, for links back.
    init(_ message: PublishedMessage, to subscription: Subscription, endpointURL: String) {
        self.message = message
        self.subscription = subscription
        self.endpointURL = endpointURL
    }

    private var text: String { message.text(for: subscription.endpoint.kind) }

    /// For its endpoint.
    func delivery(to target: String) -> Delivery {
        switch subscription.endpoint.kind {
        case .lambda: delivery(to: target, functionEvent.json)
        default: subscription.settings.isRaw ? rawDelivery(to: target) : delivery(to: target, envelope.json)
        }
    }

    /// For a dead-letter queue: as a queue would get it.
    func deadLetter(to queue: String) -> Delivery {
        subscription.settings.isRaw ? rawDelivery(to: queue) : delivery(to: queue, envelope.json)
    }

    private func delivery(to target: String, _ payload: String) -> Delivery {
        Delivery(
            servicePrincipal: "sns.amazonaws.com",
            sourceARN: message.topicARN,
            target: target,
            payload: payload,
            subject: message.subject,
            groupID: message.content.groupID,
            deduplicationID: message.deduplicationID
        )
    }

    private func rawDelivery(to target: String) -> Delivery {
        var delivery = delivery(to: target, text)
        delivery.attributes = message.attributes.mapValues(\.text)
        delivery.attributeTypes = message.attributes.mapValues(\.dataType).filter { $0.value != "String" }
        return delivery
    }

    /// Its text and nothing else, or the envelope.
    var body: String { subscription.settings.isRaw ? text : envelope.json }
}

/// Documents.
extension Notification {
    /// What queues and addresses get: members that have no value aren't there.
    private var envelope: Document {
        var members: [String: Document] = common
        members["SigningCertURL"] = .text(signingCertificateURL)
        members["UnsubscribeURL"] = .text(unsubscribeURL)
        members["Subject"] = message.subject.map { .text($0) }
        members["SequenceNumber"] = message.sequenceNumber.map { .text($0) }
        if !message.attributes.isEmpty { members["MessageAttributes"] = attributes }
        return .structure(members)
    }

    /// What functions get: the same members, all of them, some by other names.
    private var functionEvent: Document {
        var members: [String: Document] = common
        members["SigningCertUrl"] = .text(signingCertificateURL)
        members["UnsubscribeUrl"] = .text(unsubscribeURL)
        members["Subject"] = message.subject.map { .text($0) } ?? .null
        members["MessageAttributes"] = attributes
        return [
            "Records": [
                [
                    "EventSource": "aws:sns",
                    "EventVersion": "1.0",
                    "EventSubscriptionArn": .text(subscription.arn),
                    "Sns": .structure(members),
                ]
            ]
        ]
    }

    private var common: [String: Document] {
        [
            "Type": "Notification",
            "MessageId": .text(message.id),
            "TopicArn": .text(message.topicARN),
            "Message": .text(text),
            "Timestamp": .text(message.timestamp.iso8601),
            "SignatureVersion": .text(message.signatureVersion),
            "Signature": .text(message.signature),
        ]
    }

    private var attributes: Document {
        .structure(
            message.attributes.mapValues { ["Type": .text($0.dataType), "Value": .text($0.text)] }
        )
    }

    private var signingCertificateURL: String {
        SigningCertificate.url(topicARN: message.topicARN)
    }

    private var unsubscribeURL: String {
        "\(endpointURL)/?Action=Unsubscribe&SubscriptionArn=\(subscription.arn)&Version=\(Service.sns.version)"
    }
}

/// Where AWS has the certificate of its signatures.
enum SigningCertificate {
    static func url(topicARN: String) -> String {
        let region = ARN(topicARN)?.region ?? "us-east-1"
        return "https://sns.\(region).amazonaws.com/SimpleNotificationService-"
            + "0123456789abcdef0123456789abcdef.pem"
    }
}
