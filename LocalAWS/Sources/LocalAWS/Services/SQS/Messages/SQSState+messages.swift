internal import Platform

/// What is done with messages, by SQS's own actions and by Lambda for the functions that a queue feeds.
extension SQSState {
    /// Puts a message into a queue.
    ///
    /// - Parameters:
    ///   - content: checked against the queue by this.
    ///   - delay: nil for the queue's own.
    /// - Returns: the message, or the one that it repeats in a FIFO queue.
    mutating func send(
        _ content: MessageContent,
        to name: String,
        delay: Duration? = nil,
        from senderID: String,
        _ context: inout ActionContext
    ) throws(ServiceError) -> QueuedMessage {
        let (id, now) = (context.identifiers.uuid(), context.now)
        let message = try withQueue(name, at: now) { queue throws(ServiceError) in
            try queue.check(content, delay: delay)
            queue.traffic.sentSizes.append(content.byteCount)
            return queue.take(content, id: id, delay: delay ?? queue.settings.delay, from: senderID, at: now)
        }
        // Only now: what a refused call asks for later never comes, and would be expected for ever.
        context.schedule(.lambda(.look(queue: name)))
        expectMeasurement(of: name, &context)
        return message
    }

    /// Receives messages, which nobody else does then for a time. Those that were received too often go to the queue's
    /// dead-letter queue instead.
    ///
    /// - Parameters:
    ///   - timeout: for how long; nil for the queue's own.
    mutating func receive(
        from name: String,
        atMost maximum: Int,
        timeout: Duration? = nil,
        _ context: inout ActionContext
    ) throws(ServiceError) -> [ReceivedMessage] {
        let source = context.arn("sqs", name)
        let redrive = try queue(name).settings.redrive.flatMap { deadLetterQueue(of: source, $0) }
        let now = context.now
        let caught = try withQueue(name, at: now) { queue throws(ServiceError) in
            try queue.receive(atMost: maximum, for: timeout, limit: redrive?.limit, at: now)
        }
        if let redrive {
            for message in caught.dead { bury(message, from: source, in: redrive.name, &context) }
        }
        return caught.received.map {
            ReceivedMessage(message: $0, receiptHandle: ReceiptHandle($0, in: name).text)
        }
    }

    /// The dead-letter queue that takes a queue's messages, if there is one.
    private func deadLetterQueue(of source: String, _ policy: RedrivePolicy) -> (name: String, limit: Int)? {
        guard let name = ARN(policy.target)?.resource, let target = queues[name],
            target.settings.redriveAllowance.allows(source)
        else { return nil }
        return (name, policy.maximumReceives)
    }

    private mutating func bury(
        _ message: QueuedMessage,
        from source: String,
        in name: String,
        _ context: inout ActionContext
    ) {
        let now = context.now
        var dead = message
        dead.deadLetterSource = source
        dead.leasedAt = nil
        dead.availableAt = now
        try? withQueue(name, at: now) { queue in queue.messages.add(dead) }
        expectMeasurement(of: name, &context)
    }

    /// Deletes a message that was received. One that was deleted before is deleted.
    mutating func delete(
        receiptHandle: String,
        from name: String,
        at now: Timestamp
    ) throws(ServiceError) {
        try withQueue(name, at: now) { queue throws(ServiceError) in
            let handle = try queue.handle(receiptHandle)
            if queue.isFIFO, let message = queue.messages.message(of: handle), !message.isInFlight(at: now) {
                throw .invalidMessage(
                    receiptHandle,
                    parameter: "ReceiptHandle",
                    reason: "The receipt handle has expired."
                )
            }
            if queue.messages.delete(handle) { queue.traffic.deleted += 1 }
        }
    }

    /// Sets how long nobody else receives a message, from now on.
    mutating func changeVisibility(
        of receiptHandle: String,
        in name: String,
        to timeout: Duration,
        at now: Timestamp
    ) throws(ServiceError) {
        try withQueue(name, at: now) { queue throws(ServiceError) in
            let handle = try queue.handle(receiptHandle)
            guard let message = queue.messages.message(of: handle) else {
                throw .invalidMessage(
                    receiptHandle,
                    parameter: "ReceiptHandle",
                    reason: "Message does not exist or is not available for visibility timeout change."
                )
            }
            guard message.isInFlight(at: now), let start = message.leasedAt else {
                throw ServiceError("MessageNotInflight", "The specified message isn't in flight.")
            }
            guard now + timeout - start <= VisibilityTimeout.maximum else {
                throw VisibilityTimeout.beyondTheLimit
            }
            queue.messages.setAvailability(of: handle, to: now + timeout)
        }
    }
}

/// For how long somebody may have a message.
enum VisibilityTimeout {
    static let maximum: Duration = .seconds(43_200)

    static let beyondTheLimit = ServiceError(
        "InvalidParameterValue",
        "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]"
    )

    /// Reads a parameter in seconds.
    static func parameter(_ parameters: Parameters) throws(ServiceError) -> Duration? {
        guard let seconds = try parameters.integer("VisibilityTimeout") else { return nil }
        guard (0...43_200).contains(seconds) else {
            throw .invalidMessage(
                "\(seconds)",
                parameter: "VisibilityTimeout",
                reason: "Must be between 0 and 43200, if provided."
            )
        }
        return .seconds(seconds)
    }
}
