internal import Platform

/// What SQS tells CloudWatch of a queue each minute (Amazon SQS Developer Guide, "Available CloudWatch metrics").
///
/// A queue is measured as long as there is something in it or happens to it. An idle one tells nothing, as on AWS, where it
/// takes some hours to fall silent.
struct QueueMetrics: Sendable {
    static let namespace = "AWS/SQS"
    static let dimension = "QueueName"
    static let interval: Int64 = 60

    let data: [MetricDatum]

    init(of queue: Queue, at now: Timestamp) {
        let dimension = MetricDimension(name: Self.dimension, value: queue.name)
        func datum(_ name: String, _ statistics: StatisticSet, _ unit: MetricUnit = .count) -> MetricDatum {
            let metric = Metric(namespace: Self.namespace, name: name, dimensions: [dimension])
            return MetricDatum(metric, statistics, at: now, unit: unit)
        }
        func count(_ name: String, _ value: Int) -> MetricDatum { datum(name, StatisticSet(Double(value))) }

        let (counts, traffic) = (queue.messages.counts(at: now), queue.traffic)
        let age = queue.messages.ageOfOldest(at: now)
        data =
            [
                count("ApproximateNumberOfMessagesVisible", counts.available),
                count("ApproximateNumberOfMessagesNotVisible", counts.inFlight),
                count("ApproximateNumberOfMessagesDelayed", counts.delayed),
                datum("ApproximateAgeOfOldestMessage", StatisticSet(age / .seconds(1)), .seconds),
                count("NumberOfMessagesSent", traffic.sentSizes.count),
                count("NumberOfMessagesReceived", traffic.received),
                count("NumberOfMessagesDeleted", traffic.deleted),
                count("NumberOfEmptyReceives", traffic.emptyReceives),
            ] + traffic.sentSizes.map { datum("SentMessageSize", StatisticSet(Double($0)), .bytes) }
    }
}

extension SQSState {
    /// Has a queue measured at the next full minute, unless that is expected already.
    mutating func expectMeasurement(of name: String, _ context: inout ActionContext) {
        guard let queue = queues[name], !queue.isMeasured else { return }
        setMeasured(name, true)
        let minute = context.now.secondsSinceEpoch.rounded(downTo: QueueMetrics.interval)
        context.schedule(
            .sqs(.measure(queue: name)),
            at: Timestamp(secondsSinceEpoch: minute + QueueMetrics.interval)
        )
    }

    /// What a queue has to tell, which begins anew then; nothing of a queue that is gone.
    mutating func measure(_ name: String, _ context: inout ActionContext) -> [MetricDatum] {
        let now = context.now
        let measured = try? withQueue(name, at: now) { queue in
            defer { queue.traffic = QueueTraffic() }
            let isIdle = queue.messages.isEmpty && queue.traffic.isEmpty
            return (isIdle: isIdle, metrics: QueueMetrics(of: queue, at: now))
        }
        guard let measured else { return [] }
        setMeasured(name, false)
        if !measured.isIdle { expectMeasurement(of: name, &context) }
        return measured.metrics.data
    }
}
