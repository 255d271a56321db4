internal import Platform

/// Moving the messages of a dead-letter queue back, or elsewhere.
struct MessageMoveTask: Codable, Sendable {
    enum Status: String, Codable, Sendable {
        case running = "RUNNING"
        case completed = "COMPLETED"
        case cancelled = "CANCELLED"
        case failed = "FAILED"
    }

    let handle: String
    let sourceARN: String
    /// Nil for the queues that the messages came from.
    let destinationARN: String?
    let messagesPerSecond: Int?
    let startedAt: Timestamp
    /// How many messages there were at the start.
    let messageCount: Int
    var movedCount = 0
    var status = Status.running
    var failureReason: String?

    /// How many are moved in a second if nobody says.
    static let defaultRate = 500
}

/// What SQS has happen at a moment.
enum SQSEvent: ServiceEvent {
    /// Moves as many messages as may be moved in a second.
    case moveMessages(handle: String)
    /// Tells CloudWatch of a queue.
    case measure(queue: String)

    func happen(in cloud: inout CloudState, _ context: inout ActionContext) {
        switch self {
        case .moveMessages(let handle):
            let goesOn = cloud.withRegion(context.region) { $0.sqs.moveMessages(handle, &context) }
            if goesOn { context.schedule(.sqs(self), after: .seconds(1)) }
        case .measure(let queue):
            cloud.withRegion(context.region) { region in
                let data = region.sqs.measure(queue, &context)
                region.cloudWatch.record(data, &context)
            }
        }
    }
}

extension SQSState {
    /// - Returns: whether there is more to move.
    fileprivate mutating func moveMessages(_ handle: String, _ context: inout ActionContext) -> Bool {
        let now = context.now
        guard let index = moveTasks.firstIndex(where: { $0.handle == handle }),
            moveTasks[index].status == .running
        else { return false }
        var task = moveTasks[index]
        do throws(ServiceError) {
            let rate = task.messagesPerSecond ?? MessageMoveTask.defaultRate
            let name = ARN(task.sourceARN)?.resource ?? ""
            let taken = try withQueue(name, at: now) { $0.messages.takeAvailable(atMost: rate, at: now) }
            for message in taken { try move(message, task, &context) }
            task.movedCount += taken.count
            if taken.count < rate { task.status = .completed }
        } catch {
            task.status = .failed
            task.failureReason = error.code
        }
        moveTasks[index] = task
        return task.status == .running
    }

    private mutating func move(
        _ message: QueuedMessage,
        _ task: MessageMoveTask,
        _ context: inout ActionContext
    ) throws(ServiceError) {
        let now = context.now
        let target = task.destinationARN ?? message.deadLetterSource ?? task.sourceARN
        // A moved message is a new one: its age and how often it was received begin anew.
        let moved = QueuedMessage(
            id: message.id,
            content: message.content,
            senderID: message.senderID,
            sentAt: now,
            sequence: message.sequence,
            availableAt: now
        )
        let name = ARN(target)?.resource ?? ""
        try withQueue(name, at: now) { queue in queue.messages.add(moved) }
        expectMeasurement(of: name, &context)
    }
}
