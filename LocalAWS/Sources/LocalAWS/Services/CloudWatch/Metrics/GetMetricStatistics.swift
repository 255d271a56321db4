internal import Platform

/// Computes statistics of a metric, period by period.
struct GetMetricStatistics: CloudWatchOperation {
    static let name = "GetMetricStatistics"
    static let honours: Set<String> = [
        "Namespace", "MetricName", "Dimensions.N.Name", "Dimensions.N.Value", "StartTime", "EndTime",
        "Period",
        "Statistics.N", "ExtendedStatistics.N", "Unit",
    ]
    static let mutates = false

    private static let maximumDatapoints = 1_440

    /// Statistics of one period in one unit.
    struct Datapoint: Sendable {
        let timestamp: Timestamp
        let values: [(statistic: Statistic, value: Double)]
        let unit: MetricUnit
    }

    /// The answer.
    struct Result: Sendable {
        let label: String
        let datapoints: [Datapoint]
    }

    private let metric: Metric
    private let range: Range<Timestamp>
    private let period: Int64
    private let statistics: [Statistic]
    private let unit: MetricUnit?

    init(_ parameters: Parameters) throws(ServiceError) {
        metric = try parameters.metric()
        range = try parameters.timeRange()
        guard let period = try parameters.period() else { throw .missingParameter("Period") }
        self.period = Int64(period)
        statistics = try Self.statistics(parameters)
        unit = try parameters.unit()
        let count = (range.upperBound - range.lowerBound).components.seconds / self.period
        guard count <= Self.maximumDatapoints else {
            throw .invalidMetricCombination(
                "You have requested up to \(count) datapoints, which exceeds the limit of "
                    + "\(Self.maximumDatapoints). You may reduce the datapoints requested by increasing Period, or "
                    + "decreasing the time range."
            )
        }
    }

    private static func statistics(_ parameters: Parameters) throws(ServiceError) -> [Statistic] {
        var statistics: [Statistic] = []
        for (name, isExtended) in [("Statistics", false), ("ExtendedStatistics", true)] {
            for text in parameters.list(name) {
                guard let statistic = Statistic(text), statistic.isExtended == isExtended else {
                    throw parameters.invalid(text, name)
                }
                statistics.append(statistic)
            }
        }
        guard !statistics.isEmpty else {
            throw .invalidMetricCombination(
                "The parameter Statistics or ExtendedStatistics must be specified."
            )
        }
        return statistics
    }

    func perform(
        on state: inout CloudWatchState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Result {
        let start = range.lowerBound.secondsSinceEpoch.rounded(downTo: step(at: context.now))
        let wanted = MetricRange(
            start: start,
            end: (range.upperBound + .milliseconds(999)).secondsSinceEpoch,
            period: period
        )
        let datapoints = state.metrics.periods(of: metric, unit: unit, wanted).flatMap { unit, periods in
            periods.map { start, set in
                Datapoint(
                    timestamp: Timestamp(secondsSinceEpoch: start),
                    values: statistics.compactMap { statistic in
                        set.value(of: statistic).map { (statistic, $0) }
                    },
                    unit: unit
                )
            }
        }
        return Result(
            label: metric.name,
            datapoints: datapoints.sorted {
                ($0.timestamp, $0.unit.rawValue) < ($1.timestamp, $1.unit.rawValue)
            }
        )
    }

    /// To what the start is rounded down: the further back, the coarser.
    private func step(at now: Timestamp) -> Int64 {
        let age = (now - range.lowerBound).components.seconds / 86_400
        if age >= 63 { return 3_600 }
        if age >= 15 { return 300 }
        return period < 60 ? period : 60
    }

    static func render(_ result: Result, to writer: inout OutputWriter) {
        writer.text("Label", result.label)
        writer.list("Datapoints", of: result.datapoints) { writer, datapoint in
            writer.moment("Timestamp", datapoint.timestamp)
            for (statistic, value) in datapoint.values where !statistic.isExtended {
                writer.decimal(statistic.text, value)
            }
            writer.text("Unit", datapoint.unit.rawValue)
            let extended = datapoint.values.filter(\.statistic.isExtended)
            guard !extended.isEmpty else { return }
            writer.decimals("ExtendedStatistics", byKey: extended.map { ($0.statistic.text, $0.value) })
        }
    }
}
