internal import Platform
internal import SigV4

extension SNSState {
    /// How a message went out.
    struct Publication: Sendable {
        let receipt: PublishedSequence.Receipt
        /// How many subscriptions get it; nil for a message that repeats an earlier one, which nobody gets.
        var recipientCount: Int?
        /// How many subscriptions don't want it.
        var filteredCount = 0
    }

    /// Publishes a message: each subscription that wants it has a delivery in the agenda.
    mutating func publish(
        _ content: PublishedContent,
        to topic: Topic,
        _ context: inout ActionContext
    ) throws(ServiceError) -> Publication {
        var topic = topic
        let deduplicationID = try Self.check(content, topic)
        var receipt = PublishedSequence.Receipt(messageID: context.identifiers.uuid())
        if let deduplicationID {
            let group = topic.settings.deduplicatesByGroup ? content.groupID ?? "" : ""
            let key = "\(group)\n\(deduplicationID)"
            if let earlier = topic.sequence.earlier(key, at: context.now) {
                return Publication(receipt: earlier)
            }
            receipt = topic.sequence.add(receipt.messageID, key, at: context.now)
            set(topic)
        }
        let message = PublishedMessage(
            id: receipt.messageID,
            topicARN: topic.arn,
            timestamp: context.now,
            content: content,
            sequenceNumber: receipt.sequenceNumber,
            deduplicationID: deduplicationID,
            signatureVersion: topic.settings.signatureVersion,
            signature: context.identifiers.signature()
        )
        return send(message, receipt, &context)
    }

    private func send(
        _ message: PublishedMessage,
        _ receipt: PublishedSequence.Receipt,
        _ context: inout ActionContext
    ) -> Publication {
        let confirmed = subscriptions(ofTopic: message.topicARN).filter { !$0.isPending }
        let recipients = confirmed.filter { $0.settings.filter?.accepts(message) ?? true }
        for recipient in recipients {
            context.schedule(.sns(.deliver(DeliveryAttempt(message, to: recipient))))
        }
        return Publication(
            receipt: receipt,
            recipientCount: recipients.count,
            filteredCount: confirmed.count - recipients.count
        )
    }

    /// What a FIFO topic's messages must have.
    ///
    /// - Returns: what the topic takes the message for a duplicate by; nil of a topic that isn't FIFO.
    private static func check(_ content: PublishedContent, _ topic: Topic) throws(ServiceError) -> String? {
        guard topic.isFIFO else {
            guard content.deduplicationID == nil else {
                throw .invalidSNSParameter(
                    "MessageDeduplicationId",
                    "The request includes MessageDeduplicationId parameter that is not valid for this topic type"
                )
            }
            return nil
        }
        guard content.groupID != nil else {
            throw .invalidSNSParameter("The MessageGroupId parameter is required for FIFO topics")
        }
        if let id = content.deduplicationID { return id }
        guard topic.settings.deduplicatesByContent else {
            throw .invalidSNSParameter(
                "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided "
                    + "explicitly"
            )
        }
        return SHA256Digest(of: Array(content.text.utf8)).hex
    }
}

extension IdentifierGenerator {
    /// 256 bytes in base64, as a signature by RSA has.
    fileprivate mutating func signature() -> String {
        var bytes: [UInt8] = []
        for _ in 0..<32 {
            let word = next()
            for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift * 8))) }
        }
        return Base64.text(of: bytes)
    }
}
