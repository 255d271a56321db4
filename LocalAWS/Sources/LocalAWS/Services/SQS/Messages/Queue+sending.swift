internal import Platform
internal import SigV4

/// What a queue takes.
extension Queue {
    private static let invalidForType = "The request include parameter that is not valid for this queue type."

    /// Refuses what this queue doesn't take.
    func check(_ content: MessageContent, delay: Duration?) throws(ServiceError) {
        guard content.byteCount <= settings.maximumMessageSize else {
            throw ServiceError(
                "InvalidParameterValue",
                "One or more parameters are invalid. Reason: Message must be shorter than "
                    + "\(settings.maximumMessageSize) bytes."
            )
        }
        guard isFIFO else {
            guard let id = content.deduplicationID else { return }
            throw .invalidMessage(id, parameter: "MessageDeduplicationId", reason: Self.invalidForType)
        }
        guard content.groupID != nil else { throw .missingParameter("MessageGroupId") }
        if let delay, delay > .zero {
            let seconds = "\(delay.components.seconds)"
            throw .invalidMessage(seconds, parameter: "DelaySeconds", reason: Self.invalidForType)
        }
        guard content.deduplicationID != nil || settings.deduplicatesByContent else {
            throw ServiceError(
                "InvalidParameterValue",
                "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided "
                    + "explicitly"
            )
        }
    }

    /// Takes a message that was checked.
    mutating func take(
        _ content: MessageContent,
        id: String,
        delay: Duration,
        from senderID: String,
        at now: Timestamp
    ) -> QueuedMessage {
        var content = content
        if isFIFO, content.deduplicationID == nil {
            content.deduplicationID = SHA256Digest(of: Array(content.body.utf8)).hex
        }
        let message = QueuedMessage(
            id: id,
            content: content,
            senderID: senderID,
            sentAt: now,
            availableAt: now + delay
        )
        guard isFIFO else {
            messages.add(message)
            return message
        }
        let group = settings.deduplicatesByGroup ? content.groupID ?? "" : ""
        return messages.add(message, unlessSentAs: "\(group)\n\(content.deduplicationID ?? "")", at: now)
    }

    /// A handle that this queue gave out.
    func handle(_ text: String) throws(ServiceError) -> ReceiptHandle {
        let handle = try ReceiptHandle(text)
        guard handle.queueName == name else { throw .receiptHandleIsInvalid }
        return handle
    }
}
