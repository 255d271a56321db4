/// Lists the alarms about a metric.
struct DescribeAlarmsForMetric: CloudWatchOperation {
    static let name = "DescribeAlarmsForMetric"
    static let honours: Set<String> = [
        "Namespace", "MetricName", "Dimensions.N.Name", "Dimensions.N.Value", "Statistic",
        "ExtendedStatistic",
        "Period", "Unit",
    ]
    static let mutates = false

    private let metric: Metric
    private let statistic: Statistic?
    private let period: Int?
    private let unit: MetricUnit?

    init(_ parameters: Parameters) throws(ServiceError) {
        metric = try parameters.metric()
        let plain = try parameters.statistic("Statistic")
        let extended = try parameters.statistic("ExtendedStatistic")
        statistic = plain ?? extended
        period = try parameters.period()
        unit = try parameters.unit()
    }

    func perform(
        on state: inout CloudWatchState,
        in context: inout ActionContext
    ) throws(ServiceError) -> [AlarmView] {
        state.alarms.values.filter(fits).sorted { $0.name < $1.name }
            .map { AlarmView(alarm: $0, arn: $0.arn(context)) }
    }

    private func fits(_ alarm: MetricAlarm) -> Bool {
        guard case .metric(let subject) = alarm.subject else { return alarm.metrics.contains(metric) }
        return subject.metric == metric && (statistic == nil || statistic == subject.statistic)
            && (period == nil || period == subject.period) && (unit == nil || unit == subject.unit)
    }

    static func render(_ alarms: [AlarmView], to writer: inout OutputWriter) {
        writer.list("MetricAlarms", of: alarms) { $1.render(to: &$0) }
    }
}
