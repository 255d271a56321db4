/// An action that hands messages to other services, and thus works on the whole cloud.
protocol PublishOperation: Operation where State == CloudState {
    var topicARN: String { get }
}

extension PublishOperation {
    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout CloudState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try body(&cloud)
    }

    func permissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission("sns:Publish", on: topicARN)]
    }

    fileprivate func topic(
        in cloud: inout CloudState,
        _ context: ActionContext
    ) throws(ServiceError) -> Topic {
        try cloud.withRegion(context.region) { (state: inout RegionState) throws(ServiceError) in
            try state.sns.topic(topicARN, context)
        }
    }
}

/// Publishes a message.
struct Publish: PublishOperation {
    static let name = "Publish"
    static let honours: Set<String> = PublishedContent.parameters.union(["TopicArn", "TargetArn"])
    static let refuses: Set<String> = ["PhoneNumber"]
    static let mutates = true

    let topicARN: String
    private let content: PublishedContent

    init(_ parameters: Parameters) throws(ServiceError) {
        let topic = parameters.optional("TopicArn")
        let target = parameters.optional("TargetArn")
        guard topic == nil || target == nil else {
            throw .invalidSNSParameter("TopicArn or TargetArn", "both are there")
        }
        content = try PublishedContent(parameters)
        guard let arn = topic ?? target else {
            // A phone number is refused by its own name.
            guard !parameters.has("PhoneNumber") else {
                throw .unsupportedParameter("PhoneNumber", of: Self.name)
            }
            throw .invalidSNSParameter("TopicArn or TargetArn", "no value for required parameter")
        }
        topicARN = arn
    }

    func perform(
        on cloud: inout CloudState,
        in context: inout ActionContext
    ) throws(ServiceError) -> PublishedSequence.Receipt {
        try cloud.publish(content, to: try topic(in: &cloud, context), &context)
    }

    static func render(_ receipt: PublishedSequence.Receipt, to writer: inout OutputWriter) {
        receipt.render(to: &writer)
    }
}

extension PublishedSequence.Receipt {
    fileprivate func render(to writer: inout OutputWriter) {
        writer.text("MessageId", messageID)
        writer.text("SequenceNumber", sequenceNumber)
    }
}

/// Publishes up to ten messages.
struct PublishBatch: PublishOperation {
    static let name = "PublishBatch"
    static let honours: Set<String> = Set(
        PublishedContent.parameters.map { "PublishBatchRequestEntries.N.\($0)" }
    ).union(["TopicArn", "PublishBatchRequestEntries.N.Id"])
    static let mutates = true

    let topicARN: String
    private let batch: Batch<PublishedContent>

    init(_ parameters: Parameters) throws(ServiceError) {
        topicARN = try parameters.required("TopicArn")
        batch = try Batch(parameters, "PublishBatchRequestEntries") { entry throws(ServiceError) in
            try PublishedContent(entry)
        }
        guard batch.decoded.reduce(0, { $0 + $1.byteCount }) <= PublishedContent.maximumBytes else {
            throw ServiceError(
                "BatchRequestTooLong",
                "The length of all the messages put together is more than the limit."
            )
        }
    }

    func perform(
        on cloud: inout CloudState,
        in context: inout ActionContext
    ) throws(ServiceError) -> BatchOutcome<PublishedSequence.Receipt> {
        _ = try topic(in: &cloud, context)
        return batch.perform { content throws(ServiceError) in
            // Each message of a FIFO topic changes it.
            try cloud.publish(content, to: try topic(in: &cloud, context), &context)
        }
    }

    static func render(
        _ output: BatchOutcome<PublishedSequence.Receipt>,
        to writer: inout OutputWriter
    ) {
        let codes = ["InvalidParameterValue": "InvalidParameter", "MissingParameter": "InvalidParameter"]
        output.render(to: &writer, codes: codes) { $1.render(to: &$0) }
    }
}
