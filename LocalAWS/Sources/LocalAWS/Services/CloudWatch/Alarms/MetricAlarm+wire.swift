/// An alarm with its ARN, as describe calls show it.
struct AlarmView: Sendable {
    let alarm: MetricAlarm
    let arn: String

    func render(to writer: inout OutputWriter) {
        writer.text("AlarmName", alarm.name)
        writer.text("AlarmArn", arn)
        writer.text("AlarmDescription", alarm.description)
        writer.moment("AlarmConfigurationUpdatedTimestamp", alarm.configurationTime)
        writer.boolean("ActionsEnabled", alarm.areActionsEnabled)
        writer.texts("OKActions", alarm.actions[.ok] ?? [])
        writer.texts("AlarmActions", alarm.actions[.alarm] ?? [])
        writer.texts("InsufficientDataActions", alarm.actions[.insufficientData] ?? [])
        writer.text("StateValue", alarm.condition.state.rawValue)
        writer.text("StateReason", alarm.condition.reason)
        writer.text("StateReasonData", alarm.condition.reasonData)
        writer.moment("StateUpdatedTimestamp", alarm.condition.time)
        renderSubject(to: &writer)
        writer.number("EvaluationPeriods", alarm.rule.evaluationPeriods)
        writer.number("DatapointsToAlarm", alarm.statesDatapoints ? alarm.rule.datapointsToAlarm : nil)
        writer.decimal("Threshold", alarm.rule.threshold)
        writer.text("ComparisonOperator", alarm.rule.comparison.rawValue)
        writer.text("TreatMissingData", alarm.statesMissingData ? alarm.rule.missingData.rawValue : nil)
        writer.text("EvaluateLowSampleCountPercentile", alarm.lowSampleCount)
        writer.moment("StateTransitionedTimestamp", alarm.condition.time)
    }

    private func renderSubject(to writer: inout OutputWriter) {
        switch alarm.subject {
        case .metric(let statistic):
            writer.text("MetricName", statistic.metric.name)
            writer.text("Namespace", statistic.metric.namespace)
            writer.text(
                statistic.statistic.isExtended ? "ExtendedStatistic" : "Statistic",
                statistic.statistic.text
            )
            writer.dimensions(statistic.metric.dimensions)
            writer.number("Period", statistic.period)
            writer.text("Unit", statistic.unit?.rawValue)
        case .queries(let queries):
            writer.dimensions([])
            writer.list("Metrics", of: queries) { $1.render(to: &$0) }
        }
    }
}
