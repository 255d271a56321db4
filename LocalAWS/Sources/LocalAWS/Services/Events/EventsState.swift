internal import Platform

/// What EventBridge holds in a region.
struct EventsState: Codable, Sendable {
}

/// What EventBridge has happen at a moment.
enum EventsEvent: ServiceEvent {
    case none

    func happen(in cloud: inout CloudState, _ context: inout ActionContext) {}
}
