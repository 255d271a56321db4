internal import Platform

extension RegionState {
    /// Writes to a log: what services do with the output of functions. The group and the stream come into being if need
    /// be; metrics come of it, by the group's filters and by lines in the embedded metric format.
    mutating func writeLog(
        _ messages: [LogMessage],
        group: String,
        stream: String,
        _ context: inout ActionContext
    ) {
        guard !messages.isEmpty else { return }
        logs.append(messages, group: group, stream: stream, at: context.now)
        var data = messages.flatMap { EmbeddedMetrics.data(in: $0.text, at: context.now) }
        logs.updateGroup(group) { group in
            for name in group.metricFilters.keys.sorted() {
                data += group.metricFilters[name]?.data(of: messages) ?? []
            }
        }
        cloudWatch.record(data, &context)
    }
}
