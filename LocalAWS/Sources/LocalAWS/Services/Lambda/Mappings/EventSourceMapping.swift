internal import Platform

/// Takes messages out of a queue and hands them to a function, several at once.
struct EventSourceMapping: Codable, Sendable {
    let uuid: String
}

extension CloudState {
    /// Takes what there is in a mapping's queue.
    mutating func pollQueue(ofMapping uuid: String, _ context: inout ActionContext) {
    }
}
