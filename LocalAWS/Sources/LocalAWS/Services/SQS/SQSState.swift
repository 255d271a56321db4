internal import Platform

/// What SQS holds in a region.
struct SQSState: Codable, Sendable {
    /// By name.
    private(set) var queues: [String: Queue] = [:]
    /// Newest first.
    var moveTasks: [MessageMoveTask] = []

    /// A queue by name.
    func queue(_ name: String) throws(ServiceError) -> Queue {
        guard let queue = queues[name] else { throw .queueDoesNotExist }
        return queue
    }

    /// Lends a queue, without the messages that are too old.
    mutating func withQueue<Result>(
        _ name: String,
        at now: Timestamp,
        _ body: (inout Queue) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        guard queues[name] != nil else { throw .queueDoesNotExist }
        return try update(&queues[name], at: now, body)
    }

    private func update<Result>(
        _ queue: inout Queue?,
        at now: Timestamp,
        _ body: (inout Queue) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        guard var lent = queue.take() else { throw .queueDoesNotExist }
        defer { queue = lent }
        lent.messages.forget(olderThan: lent.settings.retention, at: now)
        return try body(&lent)
    }

    mutating func add(_ queue: Queue) {
        queues[queue.name] = queue
    }

    /// Notes whether a queue is to be measured.
    mutating func setMeasured(_ name: String, _ isMeasured: Bool) {
        queues[name]?.isMeasured = isMeasured
    }

    mutating func remove(_ name: String) {
        queues[name] = nil
    }

    /// All queues, by name.
    var sortedQueues: [Queue] {
        queues.values.sorted { $0.name < $1.name }
    }

    /// The queues whose messages end in that one when nobody can use them.
    func sources(ofDeadLetterQueue arn: String) -> [Queue] {
        sortedQueues.filter { $0.settings.redrive?.target == arn }
    }
}

extension SQSState: ResourcePolicySource {
    func policy(of arn: ARN) -> PolicyDocument? { queues[arn.resource]?.settings.policy }
}
