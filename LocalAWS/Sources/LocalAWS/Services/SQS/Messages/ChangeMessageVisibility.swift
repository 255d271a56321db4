internal import Platform

/// Keeps a message from others for longer, or gives it up.
struct ChangeMessageVisibility: QueueOperation {
    static let name = "ChangeMessageVisibility"
    static let honours: Set<String> = ["QueueUrl", "ReceiptHandle", "VisibilityTimeout"]
    static let mutates = true

    let queueName: String
    private let change: VisibilityChange

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try QueueURL.queueName(parameters)
        change = try VisibilityChange(parameters)
    }

    func perform(on state: inout SQSState, in context: inout ActionContext) throws(ServiceError) {
        try change.perform(on: &state, queueName, at: context.now)
    }
}

/// Does so with up to ten messages.
struct ChangeMessageVisibilityBatch: QueueOperation {
    static let name = "ChangeMessageVisibilityBatch"
    static let honours: Set<String> = [
        "QueueUrl", "Entries.N.Id", "Entries.N.ReceiptHandle", "Entries.N.VisibilityTimeout",
    ]
    static let mutates = true
    static let policyAction: String? = "sqs:ChangeMessageVisibility"

    let queueName: String
    private let batch: Batch<VisibilityChange>

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try QueueURL.queueName(parameters)
        batch = try Batch(parameters) { entry throws(ServiceError) in try VisibilityChange(entry) }
    }

    func perform(
        on state: inout SQSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> BatchOutcome<Void> {
        _ = try state.queue(queueName)
        let now = context.now
        return batch.perform { change throws(ServiceError) in
            try change.perform(on: &state, queueName, at: now)
        }
    }

    static func render(_ output: BatchOutcome<Void>, to writer: inout OutputWriter) {
        output.render(to: &writer, codes: SQSErrorCodes.query) { _, _ in }
    }
}

/// One message, and for how long its receiver is to have it.
private struct VisibilityChange: Sendable {
    let receiptHandle: String
    let timeout: Duration

    init(_ parameters: Parameters) throws(ServiceError) {
        receiptHandle = try parameters.required("ReceiptHandle")
        guard let timeout = try VisibilityTimeout.parameter(parameters) else {
            throw .missingParameter("VisibilityTimeout")
        }
        self.timeout = timeout
    }

    func perform(
        on state: inout SQSState,
        _ queueName: String,
        at now: Timestamp
    ) throws(ServiceError) {
        try state.changeVisibility(of: receiptHandle, in: queueName, to: timeout, at: now)
    }
}
