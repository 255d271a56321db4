internal import Platform

/// Evaluates an alarm at a moment.
struct AlarmEvaluation: Sendable {
    /// What it is to become, nil when it stays what it is.
    let transition: AlarmTransition?
    /// Whether all other evaluations would come to the same, until there are new values.
    let isSettled: Bool

    init(_ alarm: MetricAlarm, _ metrics: MetricStore, at now: Timestamp) {
        let end = now.secondsSinceEpoch.rounded(downTo: alarm.evaluationStep)
        let datapoints = Self.datapoints(of: alarm, metrics, before: end)
        let verdict = alarm.rule.verdict(on: datapoints, from: alarm.condition.state)
        let hasNone = datapoints.allSatisfy { $0.value == nil }
        isSettled = hasNone && !alarm.metrics.contains { metrics.hasValues(of: $0, from: end) }
        guard verdict.state != alarm.condition.state else {
            transition = nil
            return
        }
        let reason = AlarmReason(rule: alarm.rule, verdict: verdict)
        let condition = AlarmCondition(
            state: verdict.state,
            reason: reason.text,
            reasonData: reason.data(at: now, period: alarm.period, statistic: alarm.statistic).json,
            time: now
        )
        transition = AlarmTransition(alarm: alarm, condition: condition)
    }

    /// The values of the periods that end at a moment, the newest first. They need not begin at full minutes of their
    /// length: an alarm of five minutes is evaluated every minute.
    private static func datapoints(
        of alarm: MetricAlarm,
        _ metrics: MetricStore,
        before end: Int64
    ) -> [AlarmDatapoint] {
        let period = Int64(alarm.period)
        let count = Int64(alarm.rule.evaluationRange)
        let range = MetricRange(start: end - count * period, end: end, period: period)
        let points = points(of: alarm.subject, metrics, over: range)
        return (1...count).map { number in
            let start = end - number * period
            return AlarmDatapoint(start: start, value: points[start])
        }
    }

    private static func points(
        of subject: MetricAlarm.Subject,
        _ metrics: MetricStore,
        over range: MetricRange
    ) -> [Int64: Double] {
        switch subject {
        case .metric(let statistic): return metrics.series(statistic, over: range).points
        case .queries(let queries):
            guard let asked = queries.first(where: \.returnsData) else { return [:] }
            var math = MetricMath(queries, over: range) { metrics.series($0, over: range) }
            // What can't be computed has no values.
            return ((try? math.result(of: asked)) ?? []).first?.points ?? [:]
        }
    }
}
