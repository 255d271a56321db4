/// Puts up to ten messages into a queue.
struct SendMessageBatch: QueueOperation {
    static let name = "SendMessageBatch"
    static let honours: Set<String> = Set(MessageDraft.parameters.map { "Entries.N.\($0)" }).union([
        "QueueUrl", "Entries.N.Id",
    ])
    static let mutates = true
    static let policyAction: String? = "sqs:SendMessage"
    static let keyUse: QueueKey.Use? = .sending

    private static let maximumBytes = 1_048_576

    let queueName: String
    private let batch: Batch<MessageDraft>

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try QueueURL.queueName(parameters)
        batch = try Batch(parameters) { entry throws(ServiceError) in try MessageDraft(entry) }
        let count = batch.decoded.reduce(0) { $0 + $1.content.byteCount }
        guard count <= Self.maximumBytes else {
            throw ServiceError(
                "BatchRequestTooLong",
                "Batch requests cannot be longer than \(Self.maximumBytes) bytes. You have sent \(count) bytes."
            )
        }
    }

    func perform(
        on state: inout SQSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> BatchOutcome<SentMessage> {
        _ = try state.queue(queueName)
        return batch.perform { draft throws(ServiceError) in
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
    }

    static func render(_ output: BatchOutcome<SentMessage>, to writer: inout OutputWriter) {
        output.render(to: &writer, codes: SQSErrorCodes.query) { $1.render(to: &$0) }
    }
}
