internal import Platform

extension RegionState {
    /// Writes to a log: what services do with the output of functions. The group and the stream come into being if need
    /// be; metrics come of it, by the group's filters and by lines in the embedded metric format.
    ///
    /// - Parameter lag: How far the clock of whoever wrote the lines is behind the cloud's. The messages' own
    ///   timestamps are in the cloud's time already.
    mutating func writeLog(
        _ messages: [LogMessage],
        group: String,
        stream: String,
        lag: Duration = .zero,
        _ context: inout ActionContext
    ) {
        guard !messages.isEmpty else { return }
        logs.append(messages, group: group, stream: stream, at: context.now)
        var data = messages.flatMap { EmbeddedMetrics.data(in: $0.text, at: context.now, lag: lag) }
        logs.updateGroup(group) { group in
            for name in group.metricFilters.keys.sorted() {
                data += group.metricFilters[name]?.data(of: messages) ?? []
            }
        }
        cloudWatch.record(data, &context)
    }
}
