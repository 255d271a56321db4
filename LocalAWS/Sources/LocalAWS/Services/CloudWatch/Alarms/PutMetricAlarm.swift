internal import Platform

/// Makes an alarm, or changes all of one but its state.
struct PutMetricAlarm: CloudWatchOperation {
    static let name = "PutMetricAlarm"
    static let honours: Set<String> = MetricQuery.parameters("Metrics").union([
        "AlarmName", "AlarmDescription", "ActionsEnabled", "OKActions.N", "AlarmActions.N",
        "InsufficientDataActions.N", "MetricName", "Namespace", "Statistic", "ExtendedStatistic",
        "Dimensions.N.Name",
        "Dimensions.N.Value", "Period", "Unit", "EvaluationPeriods", "DatapointsToAlarm", "Threshold",
        "ComparisonOperator", "TreatMissingData", "EvaluateLowSampleCountPercentile", "Tags.N.Key",
        "Tags.N.Value",
    ])
    static let refuses: Set<String> = [
        "ThresholdMetricId", "EvaluationCriteria", "EvaluationInterval", "Metrics.N.AccountId",
    ]
    static let mutates = true

    private let alarm: MetricAlarm

    init(_ parameters: Parameters) throws(ServiceError) {
        let low = parameters.optional("EvaluateLowSampleCountPercentile")
        guard low == nil || low == "evaluate" || low == "ignore" else {
            throw parameters.invalid(low ?? "", "EvaluateLowSampleCountPercentile")
        }
        let missing = parameters.optional("TreatMissingData")
        guard let missingData = MissingData(rawValue: missing ?? MissingData.missing.rawValue) else {
            throw parameters.invalid(missing ?? "", "TreatMissingData")
        }
        alarm = MetricAlarm(
            name: try parameters.required("AlarmName"),
            description: parameters.optional("AlarmDescription"),
            subject: try AlarmParameters.subject(parameters),
            rule: try AlarmParameters.rule(parameters, missingData),
            statesDatapoints: parameters.has("DatapointsToAlarm"),
            statesMissingData: missing != nil,
            lowSampleCount: low,
            actions: try AlarmParameters.actions(parameters),
            areActionsEnabled: try parameters.boolean("ActionsEnabled") ?? true,
            tags: try MetricTags.read(parameters),
            configurationTime: Timestamp(secondsSinceEpoch: 0),
            condition: AlarmCondition(
                state: .insufficientData,
                reason: AlarmReason.initial,
                reasonData: nil,
                time: Timestamp(secondsSinceEpoch: 0)
            )
        )
        try AlarmParameters.checkLength(of: alarm)
    }

    func permissions(in state: CloudWatchState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: alarm.arn(context))]
    }

    func perform(on state: inout CloudWatchState, in context: inout ActionContext) throws(ServiceError) {
        var new = alarm
        new.configurationTime = context.now
        if let old = state.alarms[alarm.name] {
            new.condition = old.condition
            new.tags = old.tags
        } else {
            new.condition = AlarmCondition(
                state: .insufficientData,
                reason: AlarmReason.initial,
                reasonData: nil,
                time: context.now
            )
        }
        let verb = state.alarms[alarm.name] == nil ? "created" : "updated"
        state.put(new, &context)
        state.note(.configuration(alarm.name, verb, at: context.now))
        context.note("monitoring", "alarm \(alarm.name) \(verb)")
    }
}
