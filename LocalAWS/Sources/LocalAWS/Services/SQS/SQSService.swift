extension Service {
    /// Amazon SQS. Its clients speak JSON, those of before 2023 the query protocol.
    static let sqs = Service(
        signingName: "sqs",
        version: "2012-11-05",
        wires: [.json, .query],
        namespace: "http://queue.amazonaws.com/doc/2012-11-05/",
        targetPrefix: "AmazonSQS",
        jsonVersion: "1.0",
        errorShapePrefix: "com.amazonaws.sqs#",
        queryErrorCodes: SQSErrorCodes.query,
        queryDialect: .sqs,
        maximumBodyBytes: 8 * 1_048_576,
        actions: [
            Action(CreateQueue.self),
            Action(DeleteQueue.self),
            Action(GetQueueUrl.self),
            Action(ListQueues.self),
            Action(GetQueueAttributes.self),
            Action(SetQueueAttributes.self),
            Action(PurgeQueue.self),
            Action(ListDeadLetterSourceQueues.self),
            Action(TagQueue.self),
            Action(UntagQueue.self),
            Action(ListQueueTags.self),
            Action(AddQueuePermission.self),
            Action(RemoveQueuePermission.self),

            Action(SendMessage.self),
            Action(SendMessageBatch.self),
            Action(waiting: ReceiveMessage.self),
            Action(DeleteMessage.self),
            Action(DeleteMessageBatch.self),
            Action(ChangeMessageVisibility.self),
            Action(ChangeMessageVisibilityBatch.self),
            Action(StartMessageMoveTask.self),
            Action(ListMessageMoveTasks.self),
            Action(CancelMessageMoveTask.self),
        ]
    )
}

/// An action of SQS.
protocol SQSOperation: Operation where State == SQSState {}

extension SQSOperation {
    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout SQSState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try cloud.withRegion(region) { (state: inout RegionState) throws(ServiceError) in try body(&state.sqs)
        }
    }
}

/// An action on one queue, which is what it must be allowed on.
protocol QueueOperation: SQSOperation {
    var queueName: String { get }
    /// The action as policies call it, where that isn't its own name: nothing is named after the batches (SQS Developer
    /// Guide, "Amazon SQS batch actions").
    static var policyAction: String? { get }
    /// What it does with the queue's key; nil for what leaves the messages' contents alone.
    static var keyUse: QueueKey.Use? { get }
}

extension QueueOperation {
    static var policyAction: String? { nil }
    static var keyUse: QueueKey.Use? { nil }

    func permissions(in state: SQSState, _ context: ActionContext) -> [RequiredPermission] {
        let own = RequiredPermission(Self.policyAction, on: context.arn("sqs", queueName))
        guard let use = Self.keyUse else { return [own] }
        return [own]
            + state.keyPermissions(
                for: use,
                ofQueue: queueName,
                in: context.region,
                accountID: context.accountID
            )
    }
}
