/// Deletes a message that was received.
struct DeleteMessage: QueueOperation {
    static let name = "DeleteMessage"
    static let honours: Set<String> = ["QueueUrl", "ReceiptHandle"]
    static let mutates = true

    let queueName: String
    private let receiptHandle: String

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try QueueURL.queueName(parameters)
        receiptHandle = try parameters.required("ReceiptHandle")
    }

    func perform(on state: inout SQSState, in context: inout ActionContext) throws(ServiceError) {
        try state.delete(receiptHandle: receiptHandle, from: queueName, at: context.now)
    }
}

/// Deletes up to ten messages.
struct DeleteMessageBatch: QueueOperation {
    static let name = "DeleteMessageBatch"
    static let honours: Set<String> = ["QueueUrl", "Entries.N.Id", "Entries.N.ReceiptHandle"]
    static let mutates = true
    static let policyAction: String? = "sqs:DeleteMessage"

    let queueName: String
    private let batch: Batch<String>

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try QueueURL.queueName(parameters)
        batch = try Batch(parameters) { entry throws(ServiceError) in try entry.required("ReceiptHandle") }
    }

    func perform(
        on state: inout SQSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> BatchOutcome<Void> {
        _ = try state.queue(queueName)
        let now = context.now
        return batch.perform { handle throws(ServiceError) in
            try state.delete(receiptHandle: handle, from: queueName, at: now)
        }
    }

    static func render(_ output: BatchOutcome<Void>, to writer: inout OutputWriter) {
        output.render(to: &writer, codes: SQSErrorCodes.query) { _, _ in }
    }
}
