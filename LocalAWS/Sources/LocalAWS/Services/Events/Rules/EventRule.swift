internal import Platform

/// A rule of the default bus: which events, or when, and to whom.
struct EventRule: Codable, Sendable {
    let name: String
    let description: String?
    let roleARN: String?
    /// As it was written.
    let patternText: String?
    let pattern: EventPattern?
    /// As it was written.
    let scheduleText: String?
    var isEnabled: Bool
    var tags = TagList()
    var targets: [EventTarget] = []
    /// When it was put: from where rates count.
    var startTime: Timestamp
    /// When its schedule comes next.
    var nextFiring: Timestamp?

    var schedule: ScheduleExpression? { scheduleText.flatMap(ScheduleExpression.init) }

    func arn(_ context: ActionContext) -> String {
        context.arn("events", "rule/\(name)")
    }
}
