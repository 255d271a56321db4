/// What went in and out of a queue since it was last measured.
struct QueueTraffic: Codable, Sendable, Hashable {
    /// The sizes of the messages that were sent, in bytes.
    var sentSizes: [Int] = []
    var received = 0
    var deleted = 0
    var emptyReceives = 0

    /// Whether nothing happened.
    var isEmpty: Bool { self == QueueTraffic() }
}
