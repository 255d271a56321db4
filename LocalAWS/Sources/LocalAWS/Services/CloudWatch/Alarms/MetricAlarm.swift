internal import Platform

/// An alarm about a metric, or about an expression of several.
struct MetricAlarm: Codable, Sendable {
    /// What it looks at.
    enum Subject: Codable, Sendable, Equatable {
        case metric(MetricQuery.MetricStatistic)
        /// Exactly one of them returns data.
        case queries([MetricQuery])
    }

    let name: String
    let description: String?
    let subject: Subject
    let rule: AlarmRule
    /// Whether it said itself how many datapoints it takes.
    let statesDatapoints: Bool
    /// Whether it said itself what missing data is.
    let statesMissingData: Bool
    let lowSampleCount: String?
    /// ARNs by the state that they are for.
    let actions: [AlarmState: [String]]
    var areActionsEnabled: Bool
    var tags = TagList()
    var configurationTime: Timestamp
    var condition: AlarmCondition
    /// Whether nothing can change until its metrics have new values.
    var isAsleep = false

    /// In seconds.
    var period: Int {
        switch subject {
        case .metric(let statistic): statistic.period
        case .queries(let queries):
            queries.compactMap { query in
                guard case .metric(let statistic) = query.kind else { return nil }
                return statistic.period
            }.max() ?? 60
        }
    }

    /// How often it is evaluated, in seconds.
    var evaluationStep: Int64 { period < 60 ? 10 : 60 }

    /// The metrics that it depends on.
    var metrics: [Metric] {
        switch subject {
        case .metric(let statistic): [statistic.metric]
        case .queries(let queries):
            queries.compactMap { query in
                guard case .metric(let statistic) = query.kind else { return nil }
                return statistic.metric
            }
        }
    }

    var statistic: Statistic? {
        guard case .metric(let statistic) = subject else { return nil }
        return statistic.statistic
    }

    func arn(_ context: ActionContext) -> String {
        context.arn("cloudwatch", "alarm:\(name)")
    }
}

/// What an alarm is, since when and why.
struct AlarmCondition: Codable, Sendable {
    let state: AlarmState
    let reason: String
    /// JSON, for programs.
    let reasonData: String?
    let time: Timestamp
}

/// That an alarm becomes something else than it was.
struct AlarmTransition: Sendable {
    let alarm: MetricAlarm
    let condition: AlarmCondition
}
