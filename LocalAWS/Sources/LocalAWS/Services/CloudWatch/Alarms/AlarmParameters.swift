/// Reads what an alarm is to be.
enum AlarmParameters {
    private static let maximumActions = 5
    private static let shortPeriods: Set<Int> = [10, 20, 30]

    static func subject(_ parameters: Parameters) throws(ServiceError) -> MetricAlarm.Subject {
        guard !parameters.has("Metrics") else { return .queries(try queries(parameters)) }
        let metric = try parameters.metric()
        guard let period = try parameters.period(short: shortPeriods) else {
            throw .missingParameter("Period")
        }
        let plain = try parameters.statistic("Statistic")
        let extended = try parameters.statistic("ExtendedStatistic")
        guard let statistic = plain ?? extended, plain == nil || extended == nil else {
            throw .invalidMetricCombination(
                "Exactly one of Statistic and ExtendedStatistic must be specified."
            )
        }
        guard statistic.isExtended == (extended != nil) else {
            throw parameters.invalid(statistic.text, extended == nil ? "Statistic" : "ExtendedStatistic")
        }
        return .metric(
            MetricQuery.MetricStatistic(
                metric: metric,
                period: period,
                statistic: statistic,
                unit: try parameters.unit()
            )
        )
    }

    private static func queries(_ parameters: Parameters) throws(ServiceError) -> [MetricQuery] {
        for name in [
            "MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Period", "Unit", "Dimensions",
        ]
        where parameters.has(name) {
            throw .metricValidation("The parameter \(name) can't be used with Metrics.")
        }
        let queries = try MetricQuery.list(parameters, "Metrics")
        guard queries.count(where: \.returnsData) == 1 else {
            throw .metricValidation("Exactly one element of the metrics list should return data.")
        }
        guard queries.count <= 20 else { throw .metricValidation("Metrics has 20 members at most.") }
        return queries
    }

    static func rule(_ parameters: Parameters, _ missingData: MissingData) throws(ServiceError) -> AlarmRule {
        let periods = try parameters.requiredInteger("EvaluationPeriods")
        guard periods >= 1 else { throw parameters.invalid("\(periods)", "EvaluationPeriods") }
        let datapoints = try parameters.integer("DatapointsToAlarm") ?? periods
        guard (1...periods).contains(datapoints) else {
            throw .metricValidation("DatapointsToAlarm must be between 1 and EvaluationPeriods.")
        }
        let name = try parameters.required("ComparisonOperator")
        guard let comparison = AlarmComparison(rawValue: name) else {
            throw parameters.invalid(name, "ComparisonOperator")
        }
        guard let threshold = try parameters.decimal("Threshold") else {
            throw .missingParameter("Threshold")
        }
        return AlarmRule(
            evaluationPeriods: periods,
            datapointsToAlarm: datapoints,
            comparison: comparison,
            threshold: threshold,
            missingData: missingData
        )
    }

    static func actions(_ parameters: Parameters) throws(ServiceError) -> [AlarmState: [String]] {
        var actions: [AlarmState: [String]] = [:]
        for (name, state) in [
            ("OKActions", AlarmState.ok), ("AlarmActions", .alarm),
            ("InsufficientDataActions", .insufficientData),
        ] {
            let targets = parameters.list(name)
            guard targets.count <= maximumActions else {
                throw .invalidMetricParameter("\(name) has \(maximumActions) members at most.")
            }
            for target in targets {
                guard let arn = ARN(target) else { throw parameters.invalid(target, name) }
                guard ["sns", "lambda", "autoscaling"].contains(arn.service) else {
                    throw .invalidMetricParameter(
                        "Invalid action \(target): local-aws has topics, functions and scaling policies as actions of "
                            + "alarms only."
                    )
                }
            }
            actions[state] = targets
        }
        return actions
    }

    /// A day is the most that an alarm looks at, seven days when its periods are hours or longer.
    static func checkLength(of alarm: MetricAlarm) throws(ServiceError) {
        let (seconds, overflow) = alarm.period.multipliedReportingOverflow(by: alarm.rule.evaluationPeriods)
        guard !overflow, seconds <= 86_400 * (alarm.period >= 3_600 ? 7 : 1) else {
            throw .metricValidation(
                "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400)."
            )
        }
        guard (1...255).contains(alarm.name.unicodeScalars.count) else {
            throw .invalidMetricParameter("The parameter AlarmName has 1 to 255 characters.")
        }
    }
}
