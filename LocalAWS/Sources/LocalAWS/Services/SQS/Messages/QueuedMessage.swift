internal import Platform

/// A message in a queue.
struct QueuedMessage: Codable, Sendable {
    let id: String
    let content: MessageContent
    let senderID: String
    /// When it was first sent; a dead-letter queue counts its age from then.
    let sentAt: Timestamp
    /// Its place in a FIFO queue, from 1.
    var sequence: Int?
    /// Until then nobody receives it: it is delayed, or somebody has it.
    var availableAt: Timestamp
    /// How often it was received.
    var receiveCount = 0
    var firstReceivedAt: Timestamp?
    /// When it was received last, and not given up since.
    var leasedAt: Timestamp?
    /// The queue that it came to a dead-letter queue from.
    var deadLetterSource: String?

    /// Whether somebody has it.
    func isInFlight(at now: Timestamp) -> Bool { leasedAt != nil && availableAt > now }

    /// Whether it waits until its delay is over.
    func isDelayed(at now: Timestamp) -> Bool { leasedAt == nil && availableAt > now }

    /// The number in which the order of a FIFO queue shows: 20 digits.
    var sequenceNumber: String? {
        sequence.map { "188494\(96_460_467_696_128 + $0 * 256)" }
    }

    /// What SQS tells of it, by name.
    var systemAttributes: [(key: String, value: String)] {
        let all: [(String, String?)] = [
            ("AWSTraceHeader", content.traceHeader),
            ("ApproximateFirstReceiveTimestamp", firstReceivedAt.map { String($0.millisecondsSinceEpoch) }),
            ("ApproximateReceiveCount", String(receiveCount)),
            ("DeadLetterQueueSourceArn", deadLetterSource),
            ("MessageDeduplicationId", content.deduplicationID),
            ("MessageGroupId", content.groupID),
            ("SenderId", senderID),
            ("SentTimestamp", String(sentAt.millisecondsSinceEpoch)),
            ("SequenceNumber", sequenceNumber),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }
}

/// What a sender says.
struct MessageContent: Codable, Sendable, Hashable {
    let body: String
    var attributes: [String: MessageAttribute] = [:]
    /// The header of AWS X-Ray, which travels beside the attributes.
    var traceHeader: String?
    var groupID: String?
    var deduplicationID: String?

    /// In bytes, as it counts against the queue's limit.
    var byteCount: Int { body.utf8.count + attributes.byteCount }
}

/// A message that somebody has now.
struct ReceivedMessage: Sendable {
    let message: QueuedMessage
    /// What it is deleted by.
    let receiptHandle: String
}
