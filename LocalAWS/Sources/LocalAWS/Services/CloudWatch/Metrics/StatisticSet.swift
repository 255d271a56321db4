/// What is known of the values of a metric in some time.
struct StatisticSet: Codable, Sendable, Equatable {
    private(set) var sampleCount: Double
    private(set) var sum: Double
    private(set) var minimum: Double
    private(set) var maximum: Double
    /// The values themselves; nil when only their statistics were told.
    private var distribution: ValueDistribution?

    /// One value, or several times the same.
    init(_ value: Double, count: Double = 1) {
        sampleCount = count
        sum = value * count
        minimum = value
        maximum = value
        distribution = ValueDistribution(value, count: count)
    }

    /// What a client has computed of values that it keeps to itself.
    init(sampleCount: Double, sum: Double, minimum: Double, maximum: Double) {
        self.sampleCount = sampleCount
        self.sum = sum
        self.minimum = minimum
        self.maximum = maximum
        distribution = minimum == maximum ? ValueDistribution(minimum, count: sampleCount) : nil
    }

    /// What is known of both.
    mutating func merge(_ other: StatisticSet) {
        sampleCount += other.sampleCount
        sum += other.sum
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
        if let more = other.distribution {
            distribution?.merge(more)
        } else {
            distribution = nil
        }
    }

    /// The statistic's value; nil for percentiles of values that nobody told.
    func value(of statistic: Statistic) -> Double? {
        switch statistic {
        case .sampleCount: sampleCount
        case .average: sampleCount == 0 ? nil : sum / sampleCount
        case .sum: sum
        case .minimum: minimum
        case .maximum: maximum
        case .percentile(let percent): distribution?.percentile(percent)
        }
    }
}
