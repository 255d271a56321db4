/// A query of GetMetricData or of an alarm: a metric's statistic, or an expression over other queries.
struct MetricQuery: Codable, Sendable, Equatable {
    /// What is asked of a metric.
    struct MetricStatistic: Codable, Sendable, Equatable {
        let metric: Metric
        /// In seconds.
        let period: Int
        let statistic: Statistic
        let unit: MetricUnit?
    }

    /// A query's kind.
    enum Kind: Codable, Sendable, Equatable {
        case metric(MetricStatistic)
        case expression(String)
    }

    let id: String
    let kind: Kind
    let label: String?
    let returnsData: Bool
    /// In seconds; of expressions only, and only told back.
    let period: Int?
}
