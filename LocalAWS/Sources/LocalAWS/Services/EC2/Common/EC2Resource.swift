internal import Platform

/// What instances, volumes and snapshots have in common.
protocol EC2Resource: Codable, Sendable {
    var id: String { get }
    /// Grows from resource to resource: the order of lists.
    var sequence: Int { get }
    /// When calls begin to find it.
    var visibleTime: Timestamp { get }
    /// When it ceases to exist, nil when nothing will end it.
    var goneTime: Timestamp? { get }
    var tags: TagList { get set }
}

extension EC2Resource {
    func isGone(at now: Timestamp) -> Bool {
        goneTime.map { $0 <= now } ?? false
    }

    /// Whether calls find it.
    func isVisible(at now: Timestamp) -> Bool {
        visibleTime <= now && !isGone(at: now)
    }
}
