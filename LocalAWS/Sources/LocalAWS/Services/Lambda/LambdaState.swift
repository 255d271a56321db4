internal import Platform

/// What Lambda holds in a region.
struct LambdaState: Codable, Sendable {
}

/// What Lambda has happen at a moment.
enum LambdaEvent: ServiceEvent {
    case none

    func happen(in cloud: inout CloudState, _ context: inout ActionContext) {}
}
