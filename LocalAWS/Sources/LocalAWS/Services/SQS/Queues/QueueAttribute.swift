/// What each attribute of a queue may be set to.
enum QueueAttribute {
    private enum Kind {
        case number(ClosedRange<Int>)
        case boolean
        case choice([String])
        case text
    }

    private static let kinds: [String: Kind] = [
        "DelaySeconds": .number(0...900),
        "MaximumMessageSize": .number(1_024...1_048_576),
        "MessageRetentionPeriod": .number(60...1_209_600),
        "ReceiveMessageWaitTimeSeconds": .number(0...20),
        "VisibilityTimeout": .number(0...43_200),
        "KmsDataKeyReusePeriodSeconds": .number(60...86_400),
        "SqsManagedSseEnabled": .boolean,
        "FifoQueue": .boolean,
        "ContentBasedDeduplication": .boolean,
        "DeduplicationScope": .choice(["queue", "messageGroup"]),
        "FifoThroughputLimit": .choice(["perQueue", "perMessageGroupId"]),
        "KmsMasterKeyId": .text,
        "Policy": .text,
        "RedrivePolicy": .text,
        "RedriveAllowPolicy": .text,
    ]

    private static let fifoOnly: Set<String> = [
        "FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit",
    ]

    /// What is counted when it is asked for.
    static let computed = [
        "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesDelayed",
        "ApproximateNumberOfMessagesNotVisible", "CreatedTimestamp", "LastModifiedTimestamp", "QueueArn",
    ]

    /// Whether it can be asked for.
    static func isKnown(_ name: String) -> Bool {
        name == "All" || kinds[name] != nil || computed.contains(name)
    }

    static func check(_ name: String, _ value: String, isFIFO: Bool) throws(ServiceError) {
        guard let kind = kinds[name], isFIFO || !fifoOnly.contains(name) else {
            throw .unknownQueueAttribute(name)
        }
        switch kind {
        case .number(let range):
            guard let number = Int(value), range.contains(number) else { throw .invalidQueueAttribute(name) }
        case .boolean:
            guard value == "true" || value == "false" else { throw .invalidQueueAttribute(name) }
            if name == "FifoQueue", value != "true" { throw .invalidQueueAttribute(name) }
        case .choice(let choices):
            guard choices.contains(value) else { throw .invalidQueueAttribute(name) }
        case .text: break
        }
    }
}
