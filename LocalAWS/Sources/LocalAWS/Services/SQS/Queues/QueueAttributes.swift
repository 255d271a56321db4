internal import Platform

/// Tells the attributes of a queue: those that are asked for, none if none is.
struct GetQueueAttributes: QueueOperation {
    static let name = "GetQueueAttributes"
    static let honours: Set<String> = ["QueueUrl", "AttributeNames.N"]
    static let mutates = false

    let queueName: String
    private let names: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try QueueURL.queueName(parameters)
        names = parameters.list("AttributeNames")
        if let unknown = names.first(where: { !QueueAttribute.isKnown($0) }) {
            throw .unknownQueueAttribute(unknown)
        }
    }

    func perform(
        on state: inout SQSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> [(key: String, value: String)] {
        let context = context
        return try state.withQueue(queueName, at: context.now) { queue in
            queue.attributes(context).filter { names.contains("All") || names.contains($0.key) }
        }
    }

    static func render(_ output: [(key: String, value: String)], to writer: inout OutputWriter) {
        if !output.isEmpty { writer.map("Attributes", of: output) }
    }
}

extension Queue {
    /// All attributes, in the order of their names.
    fileprivate func attributes(_ context: ActionContext) -> [(key: String, value: String)] {
        let counts = messages.counts(at: context.now)
        var all = settings.texts
        all["QueueArn"] = arn(context)
        all["CreatedTimestamp"] = String(createdAt.secondsSinceEpoch)
        all["LastModifiedTimestamp"] = String(modifiedAt.secondsSinceEpoch)
        all["ApproximateNumberOfMessages"] = String(counts.available)
        all["ApproximateNumberOfMessagesNotVisible"] = String(counts.inFlight)
        all["ApproximateNumberOfMessagesDelayed"] = String(counts.delayed)
        return all.sorted { $0.key < $1.key }
    }
}

/// Sets attributes of a queue.
struct SetQueueAttributes: QueueOperation {
    static let name = "SetQueueAttributes"
    static let honours: Set<String> = ["QueueUrl", "Attributes"]
    static let mutates = true

    let queueName: String
    private let attributes: [(key: String, value: String)]

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try QueueURL.queueName(parameters)
        attributes = try parameters.map("Attributes")
        guard !attributes.isEmpty else { throw .missingParameter("Attributes") }
        guard !attributes.contains(where: { $0.key == "FifoQueue" }) else {
            throw .unknownQueueAttribute("FifoQueue")
        }
    }

    func perform(on state: inout SQSState, in context: inout ActionContext) throws(ServiceError) {
        var queue = try state.queue(queueName)
        try queue.settings.set(attributes, isFIFO: queue.isFIFO)
        if attributes.contains(where: { $0.key == "RedrivePolicy" }) {
            try state.checkRedrive(of: queue, context)
        }
        queue.modifiedAt = context.now
        state.add(queue)
    }
}
