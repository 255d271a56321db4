internal import Platform

/// The activities of a region's groups, in the order in which they began; of six weeks, as at AWS.
struct ActivityLog: Codable, Sendable {
    private static let memory = Duration.seconds(42 * 86_400)

    private var activities: [Activity] = []
    private var positions: [String: Int] = [:]

    /// Newest first.
    var newestFirst: ReversedCollection<[Activity]> { activities.reversed() }

    subscript(id: String) -> Activity? {
        positions[id].map { activities[$0] }
    }

    /// Adds an activity, whose sequence is the highest so far.
    mutating func insert(_ activity: Activity) {
        forget(before: activity.startTime - Self.memory)
        positions[activity.id] = activities.count
        activities.append(activity)
    }

    /// Changes an activity that is known.
    ///
    /// - Returns: the activity as it is then.
    @discardableResult
    mutating func update(_ id: String?, _ change: (inout Activity) -> Void) -> Activity? {
        guard let id, let position = positions[id] else { return nil }
        change(&activities[position])
        return activities[position]
    }

    private mutating func forget(before moment: Timestamp) {
        guard let first = activities.first, first.startTime < moment else { return }
        activities.removeAll { $0.startTime < moment }
        positions = Dictionary(uniqueKeysWithValues: activities.enumerated().map { ($1.id, $0) })
    }
}
