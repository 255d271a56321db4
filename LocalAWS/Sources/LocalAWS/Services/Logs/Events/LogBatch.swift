internal import Platform

/// The events of a PutLogEvents call, and which of them are taken (API reference, PutLogEvents).
struct LogBatch: Sendable {
    private static let maximumEvents = 10_000
    private static let maximumBytes = 1_048_576
    private static let maximumSpan: Int64 = 24 * 3_600_000
    private static let maximumLead: Int64 = 2 * 3_600_000
    private static let maximumAge: Int64 = 14 * 24 * 3_600_000

    let messages: [LogMessage]

    init(_ messages: [LogMessage]) throws(ServiceError) {
        guard (1...Self.maximumEvents).contains(messages.count) else {
            throw .invalidLogParameter(
                "1 validation error detected: Value at 'logEvents' failed to satisfy constraint: Member must have "
                    + "length between 1 and \(Self.maximumEvents)"
            )
        }
        let bytes = messages.map { $0.text.utf8.count + StoredLogEvent.overhead }
        if let largest = bytes.max(), largest > Self.maximumBytes {
            throw .invalidLogParameter(
                "Log event too large: \(largest) bytes exceeds limit of \(Self.maximumBytes)"
            )
        }
        let sum = bytes.reduce(0, +)
        guard sum <= Self.maximumBytes else {
            throw .invalidLogParameter("Upload too large: \(sum) bytes exceeds limit of \(Self.maximumBytes)")
        }
        guard zip(messages, messages.dropFirst()).allSatisfy({ $0.timestamp <= $1.timestamp }) else {
            throw .invalidLogParameter(
                "Log events in a single PutLogEvents request must be in chronological order."
            )
        }
        if let first = messages.first, let last = messages.last,
            last.timestamp - first.timestamp > Self.maximumSpan
        {
            throw .invalidLogParameter(
                "The batch of log events in a single PutLogEvents request cannot span more than 24 hours."
            )
        }
        self.messages = messages
    }

    /// Which events of a batch weren't taken, by their numbers.
    struct Rejection: Sendable, Equatable {
        /// The first one that is too far ahead.
        var tooNewStart: Int?
        /// The one after the last that is too old.
        var tooOldEnd: Int?
        /// The one after the last that the group's retention has forgotten already.
        var expiredEnd: Int?
    }

    /// Parts the batch in what is taken and what isn't.
    ///
    /// - Parameter retentionStart: before which the group forgets events, in milliseconds since 1970.
    func sifted(at now: Timestamp, retentionStart: Int64) -> (taken: [LogMessage], rejected: Rejection?) {
        let now = now.millisecondsSinceEpoch
        let newEnd = now + Self.maximumLead
        let oldEnd = now - Self.maximumAge
        let tooNew = messages.firstIndex { $0.timestamp > newEnd } ?? messages.count
        let tooOld = messages.firstIndex { $0.timestamp >= oldEnd } ?? messages.count
        let expired = messages.firstIndex { $0.timestamp >= retentionStart } ?? messages.count
        let start = max(tooOld, expired)
        let taken = start < tooNew ? Array(messages[start..<tooNew]) : []
        guard taken.count < messages.count else { return (taken, nil) }
        return (
            taken,
            Rejection(
                tooNewStart: tooNew < messages.count ? tooNew : nil,
                tooOldEnd: tooOld > 0 ? tooOld : nil,
                expiredEnd: expired > tooOld ? expired : nil
            )
        )
    }
}
