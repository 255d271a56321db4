/// Makes a queue, or finds the one that there is with the same attributes.
struct CreateQueue: QueueOperation {
    static let name = "CreateQueue"
    static let honours: Set<String> = ["QueueName", "Attributes", "tags"]
    static let mutates = true

    let queueName: String
    private let attributes: [(key: String, value: String)]
    private let tags: [String: String]

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try parameters.required("QueueName")
        attributes = try parameters.map("Attributes")
        tags = try QueueTags.map(parameters, "tags")
        try QueueName.check(queueName)
    }

    func perform(
        on state: inout SQSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> String {
        let url = QueueURL.url(of: queueName, context)
        var queue = Queue(
            name: queueName,
            createdAt: context.now,
            modifiedAt: context.now,
            settings: QueueSettings(isFIFO: queueName.hasSuffix(".fifo")),
            tags: tags
        )
        try checkKind()
        try queue.settings.set(attributes, isFIFO: queue.isFIFO)
        if let existing = state.queues[queueName] {
            try checkEquality(with: existing)
            return url
        }
        try state.checkRedrive(of: queue, context)
        try QueueTags.checkCount(tags)
        state.add(queue)
        context.note("sqs", "Created queue \(queueName)")
        return url
    }

    /// A FIFO queue must be called one and say that it is one.
    private func checkKind() throws(ServiceError) {
        let isFIFO = attributes.contains { $0.key == "FifoQueue" && $0.value == "true" }
        guard queueName.hasSuffix(".fifo") != isFIFO else { return }
        guard isFIFO else {
            throw ServiceError(
                "InvalidParameterValue",
                "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
            )
        }
        throw ServiceError(
            "InvalidParameterValue",
            "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with "
                + ".fifo suffix and be 1 to 80 in length."
        )
    }

    private func checkEquality(with queue: Queue) throws(ServiceError) {
        for (name, value) in attributes where (queue.settings.texts[name] ?? "") != value {
            throw .queueNameExists(attribute: name)
        }
    }

    static func render(_ url: String, to writer: inout OutputWriter) {
        writer.text("QueueUrl", url)
    }
}

extension SQSState {
    /// Refuses a dead-letter queue that is of another place or kind, or doesn't want the messages.
    func checkRedrive(of queue: Queue, _ context: ActionContext) throws(ServiceError) {
        guard let redrive = queue.settings.redrive else { return }
        guard let arn = ARN(redrive.target), arn.region == context.region.name,
            arn.accountID == context.accountID, let target = queues[arn.resource]
        else {
            throw .invalidQueueAttribute("RedrivePolicy", "Dead letter target does not exist.")
        }
        guard target.isFIFO == queue.isFIFO else {
            throw .invalidQueueAttribute(
                "RedrivePolicy",
                "Dead-letter queue must be same type of queue as the source."
            )
        }
        guard target.settings.redriveAllowance.allows(queue.arn(context)) else {
            throw .invalidQueueAttribute(
                "RedrivePolicy",
                "The dead-letter queue's RedriveAllowPolicy does not allow this source queue."
            )
        }
    }
}
