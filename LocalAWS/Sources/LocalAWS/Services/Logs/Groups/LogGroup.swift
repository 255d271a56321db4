internal import Platform

/// A log group.
struct LogGroup: Codable, Sendable {
    /// The only class of groups there is here.
    static let standardClass = "STANDARD"

    let name: String
    let creationTime: Timestamp
    /// The KMS key's that it was given; nothing is encrypted here.
    var keyARN: String?
    var tags: [String: String] = [:]
    /// Nil keeps events for ever.
    var retentionInDays: Int?
    var metricFilters: [String: MetricFilter] = [:]
    private(set) var streams: [String: LogStream] = [:]
    private(set) var storedBytes = 0

    init(name: String, creationTime: Timestamp) {
        self.name = name
        self.creationTime = creationTime
    }

    /// The stream of that name.
    func stream(_ name: String) throws(ServiceError) -> LogStream {
        guard let stream = streams[name] else { throw .unknownLogStream }
        return stream
    }

    mutating func insert(_ stream: LogStream) {
        streams[stream.name] = stream
    }

    mutating func removeStream(_ name: String) {
        storedBytes -= streams.removeValue(forKey: name)?.storedBytes ?? 0
    }

    /// The moment before which events are too old to be shown, in milliseconds since 1970.
    func retentionStart(at now: Timestamp) -> Int64 {
        retentionInDays.map { now.millisecondsSinceEpoch - Int64($0) * 86_400_000 } ?? 0
    }

    mutating func append(
        _ messages: [LogMessage],
        to stream: String,
        afterSequence sequence: Int,
        at now: Timestamp
    ) {
        let expired = retentionStart(at: now)
        storedBytes -= streams[stream]?.storedBytes ?? 0
        streams[stream, default: LogStream(name: stream, creationTime: now)].append(
            messages,
            afterSequence: sequence,
            at: now
        )
        streams[stream]?.dropEvents(before: expired)
        storedBytes += streams[stream]?.storedBytes ?? 0
    }

    /// Drops the events before a moment, in milliseconds since 1970.
    mutating func dropEvents(before end: Int64) {
        for name in streams.keys { streams[name]?.dropEvents(before: end) }
        storedBytes = streams.values.map(\.storedBytes).reduce(0, +)
    }
}
