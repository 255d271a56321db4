internal import Platform

/// What SNS holds in a region.
struct SNSState: Codable, Sendable {
}

/// What SNS has happen at a moment.
enum SNSEvent: ServiceEvent {
    case none

    func happen(in cloud: inout CloudState, _ context: inout ActionContext) {}
}
