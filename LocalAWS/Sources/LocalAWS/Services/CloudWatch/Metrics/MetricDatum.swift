internal import Platform

/// Something measured once, to be recorded.
struct MetricDatum: Sendable, Equatable {
    let metric: Metric
    let timestamp: Timestamp
    let unit: MetricUnit
    let statistics: StatisticSet
    /// Whether it is kept by the second, rather than by the minute.
    let isHighResolution: Bool

    init(
        _ metric: Metric,
        _ statistics: StatisticSet,
        at timestamp: Timestamp,
        unit: MetricUnit = .none,
        isHighResolution: Bool = false
    ) {
        self.metric = metric
        self.statistics = statistics
        self.timestamp = timestamp
        self.unit = unit
        self.isHighResolution = isHighResolution
    }

    /// One value of a metric.
    init(
        _ metric: Metric,
        _ value: Double,
        at timestamp: Timestamp,
        unit: MetricUnit = .none
    ) {
        self.init(metric, StatisticSet(value), at: timestamp, unit: unit)
    }
}
