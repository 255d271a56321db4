internal import Platform

/// The messages of a queue.
struct MessageStore: Codable, Sendable {
    /// In the order in which they came.
    private(set) var messages: [QueuedMessage] = []
    private var lastSequence = 0
    /// What was sent to a FIFO queue in the last minutes.
    private var sent: [String: SentMessage] = [:]

    /// How long a FIFO queue takes an equal message for the same.
    private static let deduplicationInterval: Duration = .seconds(300)

    private struct SentMessage: Codable, Sendable {
        let message: QueuedMessage
        let moment: Timestamp
    }

    /// Adds a message that came now.
    mutating func add(_ message: QueuedMessage) {
        messages.append(message)
    }

    /// Adds a message to a FIFO queue, unless it was sent there a short time ago.
    ///
    /// - Parameter key: what duplicates have in common.
    /// - Returns: the message, or the one that it repeats.
    mutating func add(_ message: QueuedMessage, unlessSentAs key: String, at now: Timestamp) -> QueuedMessage
    {
        sent = sent.filter { now - $0.value.moment < Self.deduplicationInterval }
        if let earlier = sent[key] { return earlier.message }
        lastSequence += 1
        var message = message
        message.sequence = lastSequence
        messages.append(message)
        sent[key] = SentMessage(message: message, moment: now)
        return message
    }

    var isEmpty: Bool { messages.isEmpty }
    var count: Int { messages.count }

    /// How long the first message that is left has been waiting to be deleted.
    func ageOfOldest(at now: Timestamp) -> Duration {
        messages.lazy.map(\.sentAt).min().map { now - $0 } ?? .zero
    }

    /// How many somebody has.
    func inFlightCount(at now: Timestamp) -> Int { messages.count { $0.isInFlight(at: now) } }

    mutating func removeAll() {
        messages.removeAll()
    }

    /// Forgets the messages that are as old as that.
    mutating func forget(olderThan age: Duration, at now: Timestamp) {
        guard messages.contains(where: { now - $0.sentAt >= age }) else { return }
        messages.removeAll { now - $0.sentAt >= age }
    }

    /// When the next message can be received that can't be now; nil when time changes nothing.
    func nextAvailability(after now: Timestamp) -> Timestamp? {
        messages.lazy.map(\.availableAt).filter { $0 > now }.min()
    }

    /// How many there are to be received, in somebody's hands, and delayed.
    func counts(at now: Timestamp) -> (available: Int, inFlight: Int, delayed: Int) {
        messages.reduce(into: (0, 0, 0)) { counts, message in
            if message.isInFlight(at: now) {
                counts.1 += 1
            } else if message.isDelayed(at: now) {
                counts.2 += 1
            } else {
                counts.0 += 1
            }
        }
    }
}

// MARK: - Receiving

extension MessageStore {
    /// What a look into a queue finds.
    struct Catch: Sendable {
        var received: [QueuedMessage] = []
        /// What was received too often, and is here no more.
        var dead: [QueuedMessage] = []
    }

    /// Takes messages for a time.
    ///
    /// - Parameters:
    ///   - limit: how often a message may be received; nil for any number of times.
    ///   - keepsOrder: whether a message waits for the earlier ones of its group.
    mutating func receive(
        atMost maximum: Int,
        for timeout: Duration,
        limit: Int?,
        keepsOrder: Bool,
        at now: Timestamp
    ) -> Catch {
        var caught = Catch()
        var blocked: Set<String> = []
        var dead: Set<String> = []
        for index in messages.indices where caught.received.count < maximum {
            let group = keepsOrder ? messages[index].content.groupID : nil
            guard messages[index].availableAt <= now else {
                if let group { blocked.insert(group) }
                continue
            }
            if let group, blocked.contains(group) { continue }
            if let limit, messages[index].receiveCount >= limit {
                dead.insert(messages[index].id)
                caught.dead.append(messages[index])
                continue
            }
            messages[index].lease(until: now + timeout, at: now)
            caught.received.append(messages[index])
        }
        if !dead.isEmpty { messages.removeAll { dead.contains($0.id) } }
        return caught
    }

    /// Deletes the message of a handle, if it is the last that it was received by.
    ///
    /// - Returns: whether it was there.
    mutating func delete(_ handle: ReceiptHandle) -> Bool {
        guard let index = index(of: handle) else { return false }
        messages.remove(at: index)
        return true
    }

    /// The message of a handle that is still good.
    func message(of handle: ReceiptHandle) -> QueuedMessage? {
        index(of: handle).map { messages[$0] }
    }

    /// Sets when a message that somebody has can be received again.
    mutating func setAvailability(of handle: ReceiptHandle, to moment: Timestamp) {
        guard let index = index(of: handle) else { return }
        messages[index].availableAt = moment
    }

    /// Takes out the messages that nobody has, as many as that.
    mutating func takeAvailable(atMost maximum: Int, at now: Timestamp) -> [QueuedMessage] {
        let taken = messages.filter { $0.availableAt <= now }.prefix(maximum)
        let ids = Set(taken.map(\.id))
        messages.removeAll { ids.contains($0.id) }
        return Array(taken)
    }

    private func index(of handle: ReceiptHandle) -> Int? {
        messages.firstIndex { $0.id == handle.messageID && $0.receiveCount == handle.receiveCount }
    }
}

extension QueuedMessage {
    fileprivate mutating func lease(until end: Timestamp, at now: Timestamp) {
        availableAt = end
        leasedAt = now
        receiveCount += 1
        firstReceivedAt = firstReceivedAt ?? now
    }
}
