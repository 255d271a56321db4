/// What EventBridge counts of a rule (Amazon EventBridge User Guide, "Monitoring Amazon EventBridge").
enum EventsMetric: String, Sendable {
    /// A rule was run, by an event or by its schedule.
    case triggeredRules = "TriggeredRules"
    /// A rule matched an event.
    case matchedEvents = "MatchedEvents"
    /// A target was asked to take an event.
    case invocations = "Invocations"
    /// A target never took it.
    case failedInvocations = "FailedInvocations"
    case sentToDeadLetterQueue = "InvocationsSentToDlq"

    static let namespace = "AWS/Events"
    static let dimension = "RuleName"
}

extension CloudState {
    /// Tells CloudWatch.
    mutating func count(_ metric: EventsMetric, ofRule name: String, _ context: inout ActionContext) {
        let dimension = MetricDimension(name: EventsMetric.dimension, value: name)
        let datum = MetricDatum(
            Metric(namespace: EventsMetric.namespace, name: metric.rawValue, dimensions: [dimension]),
            1,
            at: context.now,
            unit: .count
        )
        withRegion(context.region) { $0.cloudWatch.record([datum], &context) }
    }
}
