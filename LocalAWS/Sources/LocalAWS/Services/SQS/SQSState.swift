internal import Platform

/// What SQS holds in a region.
struct SQSState: Codable, Sendable {
}

/// What SQS has happen at a moment.
enum SQSEvent: ServiceEvent {
    case none

    func happen(in cloud: inout CloudState, _ context: inout ActionContext) {}
}
