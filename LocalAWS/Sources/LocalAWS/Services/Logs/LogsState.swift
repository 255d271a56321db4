internal import Platform

/// What CloudWatch Logs holds in a region.
struct LogsState: Codable, Sendable {
    /// How much is kept of all events together: a laptop's memory isn't endless. The oldest go first.
    private static let maximumBytes = 64 * 1_048_576

    private(set) var groups: [String: LogGroup] = [:]
    private var lastSequence = 0
    private var storedBytes = 0

    /// The group of that name.
    func group(_ name: String) throws(ServiceError) -> LogGroup {
        guard let group = groups[name] else { throw .unknownLogGroup }
        return group
    }

    /// Adds a group.
    mutating func insert(_ group: LogGroup) {
        groups[group.name] = group
    }

    /// Changes a group, if it is there.
    mutating func updateGroup(_ name: String, _ change: (inout LogGroup) -> Void) {
        guard groups[name] != nil else { return }
        let before = groups[name]?.storedBytes ?? 0
        change(&groups[name, default: LogGroup(name: name, creationTime: .distantPast)])
        storedBytes += (groups[name]?.storedBytes ?? 0) - before
    }

    /// Removes a group with all that is in it.
    mutating func removeGroup(_ name: String) {
        storedBytes -= groups.removeValue(forKey: name)?.storedBytes ?? 0
    }

    /// Writes events to a stream; what isn't there comes into being.
    mutating func append(_ messages: [LogMessage], group: String, stream: String, at now: Timestamp) {
        if groups[group] == nil { insert(LogGroup(name: group, creationTime: now)) }
        let sequence = lastSequence
        lastSequence += messages.count
        updateGroup(group) { $0.append(messages, to: stream, afterSequence: sequence, at: now) }
        if storedBytes > Self.maximumBytes { dropOldest(to: Self.maximumBytes / 8 * 7) }
    }

    private mutating func dropOldest(to limit: Int) {
        let events = groups.values.flatMap { $0.streams.values.flatMap(\.events) }
            .sorted { $0.timestamp < $1.timestamp }
        var excess = storedBytes - limit
        guard
            let end = events.first(where: { event in
                excess -= event.storedBytes
                return excess <= 0
            })
        else { return }
        for name in groups.keys { updateGroup(name) { $0.dropEvents(before: end.timestamp + 1) } }
    }
}

extension Timestamp {
    fileprivate static let distantPast = Timestamp(secondsSinceEpoch: 0)
}
