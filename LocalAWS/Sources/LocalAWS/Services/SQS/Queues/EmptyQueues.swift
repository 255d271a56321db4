internal import Platform

/// Deletes a queue with all that is in it.
struct DeleteQueue: QueueOperation {
    static let name = "DeleteQueue"
    static let honours: Set<String> = ["QueueUrl"]
    static let mutates = true

    let queueName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try QueueURL.queueName(parameters)
    }

    func perform(on state: inout SQSState, in context: inout ActionContext) throws(ServiceError) {
        _ = try state.queue(queueName)
        state.remove(queueName)
        context.note("sqs", "Deleted queue \(queueName)")
    }
}

/// Deletes all messages of a queue, those too that somebody has.
struct PurgeQueue: QueueOperation {
    static let name = "PurgeQueue"
    static let honours: Set<String> = ["QueueUrl"]
    static let mutates = true

    /// How long it has to be since the last time.
    private static let interval: Duration = .seconds(60)

    let queueName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try QueueURL.queueName(parameters)
    }

    func perform(on state: inout SQSState, in context: inout ActionContext) throws(ServiceError) {
        let now = context.now
        try state.withQueue(queueName, at: now) { queue throws(ServiceError) in
            if let last = queue.purgedAt, now - last < Self.interval {
                throw ServiceError(
                    "PurgeQueueInProgress",
                    "Only one PurgeQueue operation on \(queueName) is allowed every 60 seconds."
                )
            }
            queue.purgedAt = now
            queue.messages.removeAll()
        }
        context.note("sqs", "Purged queue \(queueName)")
    }
}
