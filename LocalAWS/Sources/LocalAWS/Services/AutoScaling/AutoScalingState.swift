internal import Platform

/// What Auto Scaling holds in a region.
struct AutoScalingState: Codable, Sendable {
}

/// What Auto Scaling has happen at a moment.
enum AutoScalingEvent: ServiceEvent {
    case none

    func happen(in cloud: inout CloudState, _ context: inout ActionContext) {}
}
