internal import Platform

/// Receives messages, and waits for the first if there is none.
struct ReceiveMessage: WaitingOperation {
    static let name = "ReceiveMessage"
    static let honours: Set<String> = [
        "QueueUrl", "AttributeNames.N", "MessageSystemAttributeNames.N", "MessageAttributeNames.N",
        "MaxNumberOfMessages", "VisibilityTimeout", "WaitTimeSeconds",
    ]
    static let refuses: Set<String> = ["ReceiveRequestAttemptId"]
    static let mutates = true

    private let attempt: ReceiveAttempt
    /// Nil for the queue's own.
    private let waitTime: Duration?

    init(_ parameters: Parameters) throws(ServiceError) {
        attempt = try ReceiveAttempt(parameters)
        waitTime = try Self.waitTime(parameters)
    }

    private static func waitTime(_ parameters: Parameters) throws(ServiceError) -> Duration? {
        guard let seconds = try parameters.integer("WaitTimeSeconds") else { return nil }
        guard (0...20).contains(seconds) else {
            throw .invalidMessage(
                "\(seconds)",
                parameter: "WaitTimeSeconds",
                reason: "Must be >= 0 and <= 20, if provided."
            )
        }
        return .seconds(seconds)
    }

    /// Tries, and as long as there is nothing, tries again after each change of the cloud, and when a message is to come
    /// back.
    func perform(in cloud: Cloud, _ call: ActionCall) async throws(ServiceError) -> [MessageView] {
        let start = cloud.clock.now
        let realStart = ContinuousClock.now
        while true {
            let changes = cloud.changes.count
            let found = try cloud.perform(attempt, call)
            let end = start + (waitTime ?? found.waitTime)
            let realEnd = realStart + (cloud.clock.realDuration(until: end) ?? (waitTime ?? found.waitTime))
            guard found.messages.isEmpty, cloud.clock.now < end, ContinuousClock.now < realEnd,
                !Task.isCancelled
            else { return found.messages }
            let next = found.nextAvailability.flatMap(cloud.clock.realDuration(until:))
            let rest = ContinuousClock.now.duration(to: realEnd)
            await cloud.changes.wait(after: changes, atMost: min(rest, next ?? rest))
        }
    }

    static func render(_ messages: [MessageView], to writer: inout OutputWriter) {
        guard !messages.isEmpty else { return }
        writer.list("Messages", of: messages) { $1.render(to: &$0) }
    }
}

/// One look into a queue.
struct ReceiveAttempt: QueueOperation {
    static let name = ReceiveMessage.name
    static let honours = ReceiveMessage.honours
    /// That messages are in somebody's hands makes nobody's wait end.
    static let mutates = false
    static let keyUse: QueueKey.Use? = .receiving

    let queueName: String
    private let maximum: Int
    private let timeout: Duration?
    private let selection: MessageSelection

    struct Outcome: Sendable {
        let messages: [MessageView]
        /// When there may be messages that can't be received now.
        let nextAvailability: Timestamp?
        /// How long calls wait that don't say how long.
        let waitTime: Duration
    }

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try QueueURL.queueName(parameters)
        maximum = try parameters.integer("MaxNumberOfMessages") ?? 1
        guard (1...10).contains(maximum) else {
            throw .invalidMessage(
                "\(maximum)",
                parameter: "MaxNumberOfMessages",
                reason: "Must be between 1 and 10, if provided."
            )
        }
        timeout = try VisibilityTimeout.parameter(parameters)
        selection = try MessageSelection(parameters)
    }

    func perform(
        on state: inout SQSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Outcome {
        let received = try state.receive(from: queueName, atMost: maximum, timeout: timeout, &context)
        let queue = try state.queue(queueName)
        return Outcome(
            messages: received.map { MessageView(received: $0, selection: selection) },
            nextAvailability: received.isEmpty ? queue.messages.nextAvailability(after: context.now) : nil,
            waitTime: queue.settings.waitTime
        )
    }

    static func render(_ output: Outcome, to writer: inout OutputWriter) {}
}

/// What of a message a receiver wants to know beside its text.
struct MessageSelection: Sendable {
    private let systemNames: [String]
    private let names: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        systemNames = parameters.list("AttributeNames") + parameters.list("MessageSystemAttributeNames")
        names = parameters.list("MessageAttributeNames")
        if let unknown = systemNames.first(where: { !Self.known.contains($0) }) {
            throw .unknownQueueAttribute(unknown)
        }
    }

    /// Older clients ask for attributes of queues here.
    private static let known: Set<String> = [
        "All", "SenderId", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp",
        "SequenceNumber", "MessageDeduplicationId", "MessageGroupId", "AWSTraceHeader",
        "DeadLetterQueueSourceArn",
    ]

    func hasSystemAttribute(_ name: String) -> Bool {
        systemNames.contains("All") || systemNames.contains(name)
    }

    /// `All`, `.*`, a name, or what names begin with: `order.*`.
    func hasAttribute(_ name: String) -> Bool {
        names.contains { wanted in
            wanted == "All" || wanted == name
                || wanted.hasSuffix(".*") && name.hasPrefix(wanted.dropLast(2))
        }
    }
}

/// A message as its receiver sees it.
struct MessageView: Sendable {
    let received: ReceivedMessage
    let selection: MessageSelection

    func render(to writer: inout OutputWriter) {
        let message = received.message
        let attributes = message.content.attributes.filter { selection.hasAttribute($0.key) }
        let system = message.systemAttributes.filter { selection.hasSystemAttribute($0.key) }
        writer.text("MessageId", message.id)
        writer.text("ReceiptHandle", received.receiptHandle)
        writer.text("MD5OfBody", MD5.hex(of: message.content.body.utf8))
        writer.text("Body", message.content.body)
        if !system.isEmpty { writer.map("Attributes", of: system) }
        guard !attributes.isEmpty else { return }
        writer.text("MD5OfMessageAttributes", attributes.md5)
        let sorted = attributes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        writer.map("MessageAttributes", ofStructures: sorted) { $1.render(to: &$0) }
    }
}
