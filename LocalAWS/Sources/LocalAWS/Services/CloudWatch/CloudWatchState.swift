internal import Platform

/// What CloudWatch holds in a region.
struct CloudWatchState: Codable, Sendable {
    private(set) var metrics = MetricStore()

    /// Records what was measured: what every service tells of itself, and what clients tell.
    mutating func record(_ data: [MetricDatum], _ context: inout ActionContext) {
        for datum in data { metrics.record(datum, at: context.now) }
    }
}

/// What CloudWatch has happen at a moment.
enum CloudWatchEvent: ServiceEvent {
    case none

    func happen(in cloud: inout CloudState, _ context: inout ActionContext) {}
}
