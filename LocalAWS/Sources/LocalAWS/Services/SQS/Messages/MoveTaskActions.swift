internal import Platform

/// Begins to move the messages of a dead-letter queue.
struct StartMessageMoveTask: SQSOperation {
    static let name = "StartMessageMoveTask"
    static let honours: Set<String> = ["SourceArn", "DestinationArn", "MaxNumberOfMessagesPerSecond"]
    static let mutates = true

    private let sourceARN: String
    private let destinationARN: String?
    private let rate: Int?

    init(_ parameters: Parameters) throws(ServiceError) {
        sourceARN = try parameters.required("SourceArn")
        destinationARN = parameters.optional("DestinationArn")
        rate = try parameters.integer("MaxNumberOfMessagesPerSecond")
        guard rate.map({ (1...500).contains($0) }) ?? true else {
            throw .invalidMessage(
                "\(rate ?? 0)",
                parameter: "MaxNumberOfMessagesPerSecond",
                reason: "Must be between 1 and 500, if provided."
            )
        }
    }

    /// Taking the messages out, and putting them where they go (SQS Developer Guide, "Configuring queue permissions for
    /// dead-letter queue redrive"). What the queues that they came from have encrypted has to be decrypted, too.
    func permissions(in state: SQSState, _ context: ActionContext) -> [RequiredPermission] {
        let origins = origins(in: state, context)
        let targets = destinationARN.map { [$0] } ?? origins
        func key(_ use: QueueKey.Use, _ arn: String) -> [RequiredPermission] {
            guard let name = ARN(arn)?.resource else { return [] }
            return state.keyPermissions(
                for: use,
                ofQueue: name,
                in: context.region,
                accountID: context.accountID
            )
        }
        let taking = [nil, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"].map {
            RequiredPermission($0, on: sourceARN)
        }
        return taking + ([sourceARN] + origins).flatMap { key(.receiving, $0) }
            + targets.flatMap { [RequiredPermission("sqs:SendMessage", on: $0)] + key(.sending, $0) }
    }

    /// The ARNs of the queues that the messages came from, and of those that more may come from meanwhile.
    private func origins(in state: SQSState, _ context: ActionContext) -> [String] {
        let messages = ARN(sourceARN).flatMap { state.queues[$0.resource] }?.messages.messages ?? []
        let sources = state.sources(ofDeadLetterQueue: sourceARN).map { $0.arn(context) }
        return Set(messages.compactMap(\.deadLetterSource) + sources).sorted()
    }

    func perform(
        on state: inout SQSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> String {
        let source = try queue(of: sourceARN, in: state)
        if let destinationARN { _ = try queue(of: destinationARN, in: state) }
        guard !state.sources(ofDeadLetterQueue: sourceARN).isEmpty else {
            throw ServiceError(
                "InvalidParameterValue",
                "Source queue must be configured as a Dead Letter Queue."
            )
        }
        guard !state.moveTasks.contains(where: { $0.sourceARN == sourceARN && $0.status == .running }) else {
            throw ServiceError(
                "UnsupportedOperation",
                "There is already a task running. Only one active task is allowed for a source queue arn at a given time."
            )
        }
        let task = MessageMoveTask(
            handle: Base64.text(of: "\(context.identifiers.uuid()) \(sourceARN)".utf8),
            sourceARN: sourceARN,
            destinationARN: destinationARN,
            messagesPerSecond: rate,
            startedAt: context.now,
            messageCount: source.messages.messages.count
        )
        state.moveTasks.insert(task, at: 0)
        context.schedule(.sqs(.moveMessages(handle: task.handle)))
        context.note("sqs", "Moves the messages of \(source.name)")
        return task.handle
    }

    private func queue(of arn: String, in state: SQSState) throws(ServiceError) -> Queue {
        guard let name = ARN(arn)?.resource, let queue = state.queues[name] else {
            throw ServiceError(
                "ResourceNotFoundException",
                "The resource that you specified for the SourceArn parameter doesn't exist."
            )
        }
        return queue
    }

    static func render(_ handle: String, to writer: inout OutputWriter) {
        writer.text("TaskHandle", handle)
    }
}

/// Lists the last moves of a dead-letter queue.
struct ListMessageMoveTasks: SQSOperation {
    static let name = "ListMessageMoveTasks"
    static let honours: Set<String> = ["SourceArn", "MaxResults"]
    static let mutates = false

    private let sourceARN: String
    private let limit: Int

    init(_ parameters: Parameters) throws(ServiceError) {
        sourceARN = try parameters.required("SourceArn")
        limit = try parameters.integer("MaxResults") ?? 1
        guard (1...10).contains(limit) else {
            throw .invalidMessage("\(limit)", parameter: "MaxResults", reason: "Must be between 1 and 10.")
        }
    }

    func permissions(in state: SQSState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: sourceARN)]
    }

    func perform(
        on state: inout SQSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> [MessageMoveTask] {
        Array(state.moveTasks.filter { $0.sourceARN == sourceARN }.prefix(limit))
    }

    static func render(_ tasks: [MessageMoveTask], to writer: inout OutputWriter) {
        writer.list("Results", of: tasks) { writer, task in
            if task.status == .running { writer.text("TaskHandle", task.handle) }
            writer.text("Status", task.status.rawValue)
            writer.text("SourceArn", task.sourceARN)
            writer.text("DestinationArn", task.destinationARN)
            writer.number("MaxNumberOfMessagesPerSecond", task.messagesPerSecond)
            writer.number("ApproximateNumberOfMessagesMoved", task.movedCount)
            writer.number("ApproximateNumberOfMessagesToMove", task.messageCount)
            writer.text("FailureReason", task.failureReason)
            writer.number("StartedTimestamp", Int(task.startedAt.millisecondsSinceEpoch))
        }
    }
}

/// Ends a move; what was moved stays moved.
struct CancelMessageMoveTask: SQSOperation {
    static let name = "CancelMessageMoveTask"
    static let honours: Set<String> = ["TaskHandle"]
    static let mutates = true

    private let handle: String

    init(_ parameters: Parameters) throws(ServiceError) {
        handle = try parameters.required("TaskHandle")
    }

    func perform(
        on state: inout SQSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Int {
        guard let index = state.moveTasks.firstIndex(where: { $0.handle == handle }) else {
            throw ServiceError("ResourceNotFoundException", "Task does not exist.")
        }
        guard state.moveTasks[index].status == .running else {
            throw ServiceError("UnsupportedOperation", "Only active tasks can be cancelled.")
        }
        state.moveTasks[index].status = .cancelled
        return state.moveTasks[index].movedCount
    }

    static func render(_ movedCount: Int, to writer: inout OutputWriter) {
        writer.number("ApproximateNumberOfMessagesMoved", movedCount)
    }
}
