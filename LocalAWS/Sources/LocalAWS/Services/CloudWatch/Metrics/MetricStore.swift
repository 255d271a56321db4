internal import Platform

/// All metrics of a region.
struct MetricStore: Codable, Sendable {
    private var series: [Metric: [MetricUnit: MetricSeries]] = [:]

    /// Adds what was measured.
    mutating func record(_ datum: MetricDatum, at now: Timestamp) {
        series[datum.metric, default: [:]][datum.unit, default: MetricSeries()].add(
            datum.statistics,
            at: datum.timestamp.secondsSinceEpoch,
            resolution: datum.isHighResolution ? 1 : 60,
            now: now.secondsSinceEpoch
        )
    }

    /// The metrics that fit, in the order of their names.
    ///
    /// - Parameter since: leaves those out that had nothing since then.
    func metrics(since: Timestamp, where fits: (Metric) -> Bool) -> [Metric] {
        series.filter { metric, units in
            fits(metric)
                && units.values.contains { ($0.lastStart ?? .min) >= since.secondsSinceEpoch }
        }.keys.sorted()
    }

    /// Whether a metric has values from a second on.
    func hasValues(of metric: Metric, from second: Int64) -> Bool {
        (series[metric] ?? [:]).values.contains { ($0.lastStart ?? .min) >= second }
    }

    /// What is known of a metric by the period, for each unit that it was told in.
    func periods(
        of metric: Metric,
        unit: MetricUnit?,
        _ range: MetricRange
    ) -> [MetricUnit: [Int64: StatisticSet]] {
        (series[metric] ?? [:])
            .filter { unit == nil || $0.key == unit }
            .mapValues { $0.periods(from: range.start, to: range.end, period: range.period) }
    }

    /// The same whatever the unit.
    func mergedPeriods(of metric: Metric, unit: MetricUnit?, _ range: MetricRange) -> [Int64: StatisticSet] {
        var merged: [Int64: StatisticSet] = [:]
        for periods in periods(of: metric, unit: unit, range).values {
            merged.merge(periods) { first, second in
                var both = first
                both.merge(second)
                return both
            }
        }
        return merged
    }
}

/// A time cut into periods, all in seconds, since 1970.
struct MetricRange: Sendable, Equatable {
    let start: Int64
    /// Excluded.
    let end: Int64
    let period: Int64
}
