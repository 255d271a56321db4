/// Puts a message into a queue.
struct SendMessage: QueueOperation {
    static let name = "SendMessage"
    static let honours: Set<String> = MessageDraft.parameters.union(["QueueUrl"])
    static let mutates = true
    static let keyUse: QueueKey.Use? = .sending

    let queueName: String
    private let draft: MessageDraft

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try QueueURL.queueName(parameters)
        draft = try MessageDraft(parameters)
    }

    func perform(
        on state: inout SQSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> SentMessage {
        SentMessage(
            draft.content,
            try state.send(
                draft.content,
                to: queueName,
                delay: draft.delay,
                from: context.caller.userID,
                &context
            )
        )
    }

    static func render(_ output: SentMessage, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

/// What a sender is told of a message.
struct SentMessage: Sendable {
    /// What was sent, which the queue may have had already.
    private let content: MessageContent
    private let message: QueuedMessage

    init(_ content: MessageContent, _ message: QueuedMessage) {
        self.content = content
        self.message = message
    }

    func render(to writer: inout OutputWriter) {
        writer.text("MD5OfMessageBody", MD5.hex(of: content.body.utf8))
        writer.text("MD5OfMessageAttributes", content.attributes.md5)
        writer.text("MD5OfMessageSystemAttributes", systemAttributes.md5)
        writer.text("MessageId", message.id)
        writer.text("SequenceNumber", message.sequenceNumber)
    }

    private var systemAttributes: [String: MessageAttribute] {
        guard let header = content.traceHeader else { return [:] }
        return ["AWSTraceHeader": MessageAttribute(dataType: "String", value: .text(header))]
    }
}
