internal import Platform

/// A log stream: events in the order of their timestamps.
struct LogStream: Codable, Sendable {
    let name: String
    let creationTime: Timestamp
    private(set) var events: [StoredLogEvent] = []
    private(set) var lastIngestionTime: Timestamp?
    private(set) var storedBytes = 0

    init(name: String, creationTime: Timestamp) {
        self.name = name
        self.creationTime = creationTime
    }

    /// Adds events, each behind all others with its timestamp.
    mutating func append(_ messages: [LogMessage], afterSequence sequence: Int, at now: Timestamp) {
        lastIngestionTime = now
        for (index, message) in messages.enumerated() {
            let event = StoredLogEvent(
                position: LogPosition(timestamp: message.timestamp, sequence: sequence + index + 1),
                ingestionTime: now.millisecondsSinceEpoch,
                message: message.text
            )
            events.insert(event, at: firstIndex(notBefore: event.position))
            storedBytes += event.storedBytes
        }
    }

    /// Drops the events before a moment, in milliseconds since 1970.
    mutating func dropEvents(before end: Int64) {
        guard let first = events.first, first.timestamp < end else { return }
        let index = firstIndex(notBefore: LogPosition(timestamp: end, sequence: 0))
        storedBytes -= events[..<index].map(\.storedBytes).reduce(0, +)
        events.removeFirst(index)
    }

    /// The events from one position on and before another.
    func events(from start: LogPosition, to end: LogPosition) -> ArraySlice<StoredLogEvent> {
        let first = firstIndex(notBefore: start)
        return events[first..<max(first, firstIndex(notBefore: end))]
    }

    private func firstIndex(notBefore position: LogPosition) -> Int {
        guard let last = events.last, last.position >= position else { return events.count }
        var low = 0
        var high = events.count
        while low < high {
            let middle = (low + high) / 2
            if events[middle].position < position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
