internal import Platform

/// What an alarm tells others when it changes.
struct AlarmMessage: Sendable {
    private let alarm: MetricAlarm
    private let condition: AlarmCondition
    private let arn: String
    private let region: Region
    private let accountID: String

    init(_ transition: AlarmTransition, _ context: ActionContext) {
        alarm = transition.alarm
        condition = transition.condition
        arn = alarm.arn(context)
        region = context.region
        accountID = context.accountID
    }

    /// `ALARM: "name" in EU (Ireland)`, as long as a subject may be.
    var subject: String {
        let subject = "\(condition.state.rawValue): \"\(alarm.name)\" in \(region.displayName)"
        return subject.count <= 100 ? subject : "\(subject.prefix(97))..."
    }

    /// To a topic.
    var notification: Document {
        [
            "AlarmName": .text(alarm.name),
            "AlarmDescription": alarm.description.map(Document.text) ?? .null,
            "AWSAccountId": .text(accountID),
            "AlarmConfigurationUpdatedTimestamp": .text(AlarmReason.wireDate(alarm.configurationTime)),
            "NewStateValue": .text(condition.state.rawValue),
            "NewStateReason": .text(condition.reason),
            "StateChangeTime": .text(AlarmReason.wireDate(condition.time)),
            "Region": .text(region.displayName),
            "AlarmArn": .text(arn),
            "OldStateValue": .text(alarm.condition.state.rawValue),
            "OKActions": actions(.ok),
            "AlarmActions": actions(.alarm),
            "InsufficientDataActions": actions(.insufficientData),
            "Trigger": trigger,
        ]
    }

    private func actions(_ state: AlarmState) -> Document {
        .list((alarm.actions[state] ?? []).map(Document.text))
    }

    private var trigger: Document {
        var members: [String: Document] = [
            "Period": .integer(Int64(alarm.period)),
            "EvaluationPeriods": .integer(Int64(alarm.rule.evaluationPeriods)),
            "DatapointsToAlarm": .integer(Int64(alarm.rule.datapointsToAlarm)),
            "ComparisonOperator": .text(alarm.rule.comparison.rawValue),
            "Threshold": .decimal(alarm.rule.threshold),
            "TreatMissingData": alarm.statesMissingData ? .text(alarm.rule.missingData.rawValue) : "",
            "EvaluateLowSampleCountPercentile": .text(alarm.lowSampleCount ?? ""),
        ]
        guard case .metric(let subject) = alarm.subject else {
            members["Metrics"] = .list(metrics)
            return .structure(members)
        }
        members["MetricName"] = .text(subject.metric.name)
        members["Namespace"] = .text(subject.metric.namespace)
        if subject.statistic.isExtended {
            members["StatisticType"] = "ExtendedStatistic"
            members["ExtendedStatistic"] = .text(subject.statistic.text)
        } else {
            members["StatisticType"] = "Statistic"
            members["Statistic"] = .text(subject.statistic.text.uppercased())
        }
        members["Unit"] = subject.unit.map { .text($0.rawValue) } ?? .null
        members["Dimensions"] = .list(
            subject.metric.dimensions.map { ["value": .text($0.value), "name": .text($0.name)] }
        )
        return .structure(members)
    }

    /// To a function.
    var invocation: Document {
        [
            "source": "aws.cloudwatch",
            "alarmArn": .text(arn),
            "accountId": .text(accountID),
            "time": .text(AlarmReason.wireDate(condition.time)),
            "region": .text(region.name),
            "alarmData": eventDetail,
        ]
    }

    /// To a group that is to be scaled. The messages of its launches and terminations tell of the alarm with moments in
    /// milliseconds.
    var scalingAlarm: ScalingAlarm {
        var document = notification.structure ?? [:]
        for name in ["OKActions", "AlarmActions", "InsufficientDataActions", "NewStateReason"] {
            document[name] = nil
        }
        document["StateChangeTime"] = .integer(condition.time.millisecondsSinceEpoch)
        document["AlarmConfigurationUpdatedTimestamp"] = .integer(
            alarm.configurationTime.millisecondsSinceEpoch
        )
        return ScalingAlarm(
            name: alarm.name,
            state: condition.state.rawValue,
            breach: breach,
            document: .structure(document)
        )
    }

    /// How far the newest value is beyond the threshold.
    private var breach: Double? {
        let data = condition.reasonData.flatMap { try? Document(json: $0) }
        return data?["recentDatapoints"]?.list?.last?.number.map { $0 - alarm.rule.threshold }
    }

    /// To EventBridge.
    var eventDetail: Document {
        var configuration: [String: Document] = ["metrics": .list(metrics)]
        if let description = alarm.description { configuration["description"] = .text(description) }
        return [
            "alarmName": .text(alarm.name),
            "state": Self.state(condition),
            "previousState": Self.state(alarm.condition),
            "configuration": .structure(configuration),
        ]
    }

    private static func state(_ condition: AlarmCondition) -> Document {
        var members: [String: Document] = [
            "value": .text(condition.state.rawValue),
            "reason": .text(condition.reason),
            "timestamp": .text(AlarmReason.wireDate(condition.time)),
        ]
        if let data = condition.reasonData { members["reasonData"] = .text(data) }
        return .structure(members)
    }

    private var metrics: [Document] {
        switch alarm.subject {
        case .metric(let statistic):
            [["id": "m1", "returnData": true, "metricStat": Self.document(statistic)]]
        case .queries(let queries): queries.map(Self.document)
        }
    }

    private static func document(_ query: MetricQuery) -> Document {
        var members: [String: Document] = ["id": .text(query.id), "returnData": .boolean(query.returnsData)]
        switch query.kind {
        case .metric(let statistic): members["metricStat"] = document(statistic)
        case .expression(let expression): members["expression"] = .text(expression)
        }
        if let label = query.label { members["label"] = .text(label) }
        return .structure(members)
    }

    private static func document(_ statistic: MetricQuery.MetricStatistic) -> Document {
        let dimensions = statistic.metric.dimensions.map { ($0.name, Document.text($0.value)) }
        return [
            "metric": [
                "namespace": .text(statistic.metric.namespace),
                "name": .text(statistic.metric.name),
                "dimensions": .structure(Dictionary(dimensions) { first, _ in first }),
            ],
            "period": .integer(Int64(statistic.period)),
            "stat": .text(statistic.statistic.text),
        ]
    }
}

extension Region {
    private static let displayNames = [
        "ap-northeast-1": "Asia Pacific (Tokyo)", "ap-northeast-2": "Asia Pacific (Seoul)",
        "ap-northeast-3": "Asia Pacific (Osaka)", "ap-south-1": "Asia Pacific (Mumbai)",
        "ap-southeast-1": "Asia Pacific (Singapore)", "ap-southeast-2": "Asia Pacific (Sydney)",
        "ca-central-1": "Canada (Central)", "eu-central-1": "EU (Frankfurt)", "eu-north-1": "EU (Stockholm)",
        "eu-west-1": "EU (Ireland)", "eu-west-2": "EU (London)", "eu-west-3": "EU (Paris)",
        "sa-east-1": "South America (Sao Paulo)", "us-east-1": "US East (N. Virginia)",
        "us-east-2": "US East (Ohio)", "us-west-1": "US West (N. California)",
        "us-west-2": "US West (Oregon)",
    ]

    /// The region as alarms call it to people.
    var displayName: String { Self.displayNames[name] ?? name }
}
