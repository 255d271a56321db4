internal import Platform

/// What CloudWatch holds in a region.
struct CloudWatchState: Codable, Sendable {
}

/// What CloudWatch has happen at a moment.
enum CloudWatchEvent: ServiceEvent {
    case none

    func happen(in cloud: inout CloudState, _ context: inout ActionContext) {}
}
