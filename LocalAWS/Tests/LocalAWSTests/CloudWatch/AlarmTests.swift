import Platform
import Testing

@testable import LocalAWS

@Suite struct `Alarms` {
    private let cloud: TestCloud
    private let noon = TestCloud.noon

    init() throws { cloud = try TestCloud() }

    private func call(_ action: String, _ document: Document = [:]) throws -> Reply {
        try cloud.send(cloud.json(.cloudWatch, action, document))
    }

    private func put(_ value: Double) throws {
        let reply = try call(
            "PutMetricData",
            ["Namespace": "N", "MetricData": [["MetricName": "Errors", "Value": .decimal(value)]]]
        )
        try #require(reply.status == 200, "\(reply.body)")
    }

    private func putAlarm(_ more: [String: Document] = [:]) throws -> Reply {
        let parameters: [String: Document] = [
            "AlarmName": "a", "Namespace": "N", "MetricName": "Errors", "Statistic": "Sum", "Period": 60,
            "EvaluationPeriods": 1, "Threshold": 0, "ComparisonOperator": "GreaterThanThreshold",
            "AlarmActions": ["arn:aws:sns:eu-west-1:111122223333:t"],
        ]
        return try call("PutMetricAlarm", .structure(parameters.merging(more) { _, new in new }))
    }

    private func alarm() throws -> Document? {
        try call("DescribeAlarms", ["AlarmNames": ["a"]]).document["MetricAlarms"]?.list?.first
    }

    private func history(_ type: String) throws -> [String] {
        let reply = try call(
            "DescribeAlarmHistory",
            ["AlarmName": "a", "HistoryItemType": .text(type), "ScanBy": "TimestampAscending"]
        )
        return (reply.document["AlarmHistoryItems"]?.list ?? []).compactMap { $0["HistorySummary"]?.text }
    }

    @Test func `an alarm goes off when its metric breaches, and comes back`() throws {
        #expect(try putAlarm(["TreatMissingData": "notBreaching"]).status == 200)
        #expect(try alarm()?["StateValue"] == "INSUFFICIENT_DATA")
        #expect(try alarm()?["StateReason"] == "Unchecked: Initial alarm creation")
        cloud.wait(.seconds(60))
        #expect(try alarm()?["StateValue"] == "OK")
        cloud.wait(.seconds(90))
        try put(2)
        cloud.wait(.seconds(29))
        #expect(try alarm()?["StateValue"] == "OK")
        cloud.wait(.seconds(1))
        #expect(try alarm()?["StateValue"] == "ALARM")
        #expect(
            try alarm()?["StateReason"]?.text
                == "Threshold Crossed: 1 out of the last 1 datapoints [2.0 (15/01/26 12:02:00)] was greater than the "
                + "threshold (0.0) (minimum 1 datapoint for OK -> ALARM transition)."
        )
        cloud.wait(.seconds(180))
        #expect(try alarm()?["StateValue"] == "OK")
        #expect(
            try history("StateUpdate") == [
                "Alarm updated from INSUFFICIENT_DATA to OK", "Alarm updated from OK to ALARM",
                "Alarm updated from ALARM to OK",
            ]
        )
        #expect(try history("Action").count == 1)
        #expect(try history("ConfigurationUpdate") == ["Alarm \"a\" created"])
    }

    @Test func `an alarm without news sleeps, and new values wake it`() throws {
        _ = try putAlarm()
        cloud.wait(.seconds(300))
        #expect(cloud.cloud.snapshot().agenda.count == 0)
        try put(1)
        #expect(cloud.cloud.snapshot().agenda.count == 1)
        cloud.wait(.seconds(60))
        #expect(try alarm()?["StateValue"] == "ALARM")
        cloud.wait(.seconds(86_400))
        #expect(try alarm()?["StateValue"] == "INSUFFICIENT_DATA")
        #expect(cloud.cloud.snapshot().agenda.count == 0)
    }

    @Test func `an alarm of an expression goes off`() throws {
        let queries: Document = [
            [
                "Id": "e", "ReturnData": false,
                "MetricStat": [
                    "Metric": ["Namespace": "N", "MetricName": "Errors"], "Period": 60, "Stat": "Sum",
                ],
            ],
            ["Id": "x", "Expression": "e * 2"],
        ]
        let reply = try putAlarm([
            "Metrics": queries, "Namespace": .null, "MetricName": .null, "Statistic": .null, "Period": .null,
            "Threshold": 3,
        ])
        try #require(reply.status == 200, "\(reply.body)")
        try put(2)
        cloud.wait(.seconds(60))
        #expect(try alarm()?["StateValue"] == "ALARM")
        #expect(try alarm()?["Metrics"]?.list?.count == 2)
    }

    @Test func `a state can be set until the alarm is evaluated next`() throws {
        _ = try putAlarm()
        let set = try call(
            "SetAlarmState",
            ["AlarmName": "a", "StateValue": "ALARM", "StateReason": "drill"]
        )
        #expect(set.status == 200)
        #expect(try alarm()?["StateReason"] == "drill")
        #expect(try history("Action").count == 1)
        cloud.wait(.seconds(60))
        #expect(try alarm()?["StateValue"] == "INSUFFICIENT_DATA")
        let unknown = try call("SetAlarmState", ["AlarmName": "b", "StateValue": "OK", "StateReason": ""])
        #expect(unknown.status == 404)
        #expect(unknown.jsonCode == "ResourceNotFound")
    }

    @Test func `disabled actions aren't taken`() throws {
        _ = try putAlarm()
        _ = try call("DisableAlarmActions", ["AlarmNames": ["a"]])
        _ = try call("SetAlarmState", ["AlarmName": "a", "StateValue": "ALARM", "StateReason": ""])
        #expect(try history("Action").isEmpty)
        _ = try call("EnableAlarmActions", ["AlarmNames": ["a"]])
        #expect(try alarm()?["ActionsEnabled"] == true)
    }

    @Test func `what an alarm tells a topic names what it was and is`() throws {
        _ = try putAlarm(["AlarmDescription": "errors", "Dimensions": [["Name": "F", "Value": "f"]]])
        let alarm = try #require(cloud.cloud.snapshot().regions["eu-west-1"]?.cloudWatch.alarms["a"])
        let condition = AlarmCondition(state: .alarm, reason: "r", reasonData: nil, time: noon)
        let context = ActionContext(
            now: noon,
            region: cloud.cloud.defaultRegion,
            accountID: "111122223333",
            caller: Caller(accountID: "111122223333", principal: .root),
            timings: CloudTimings(),
            endpointURL: "",
            identifiers: IdentifierGenerator(seed: 1, stream: "")
        )
        let message = AlarmMessage(AlarmTransition(alarm: alarm, condition: condition), context)
        #expect(message.subject == "ALARM: \"a\" in EU (Ireland)")
        let text = message.notification
        #expect(text["OldStateValue"] == "INSUFFICIENT_DATA")
        #expect(text["NewStateValue"] == "ALARM")
        #expect(text["StateChangeTime"] == "2026-01-15T12:00:00.000+0000")
        #expect(text["Trigger"]?["Statistic"] == "SUM")
        #expect(text["Trigger"]?["Dimensions"] == [["name": "F", "value": "f"]])
    }

    @Test(
        arguments: [
            ["Statistic": .null], ["ExtendedStatistic": "p99"], ["Period": 15], ["EvaluationPeriods": 0],
            ["DatapointsToAlarm": 2], ["ComparisonOperator": "GreaterThanUpperThreshold"],
            ["Threshold": .null],
            ["TreatMissingData": "x"], ["EvaluationPeriods": 1_441], ["AlarmActions": ["nobody"]],
            ["AlarmActions": ["arn:aws:automate:eu-west-1:ec2:stop"]], ["ThresholdMetricId": "x"],
            ["AlarmName": ""],
        ] as [[String: Document]]
    )
    func `what is no alarm is refused`(change: [String: Document]) throws {
        let reply = try putAlarm(change)
        #expect(reply.status == 400, "\(reply.body)")
        #expect(try alarm() == nil)
    }

    @Test func `changing an alarm keeps its state and its tags`() throws {
        _ = try putAlarm(["Tags": [["Key": "k", "Value": "v"]]])
        _ = try call("SetAlarmState", ["AlarmName": "a", "StateValue": "OK", "StateReason": ""])
        _ = try putAlarm(["Threshold": 5])
        #expect(try alarm()?["StateValue"] == "OK")
        #expect(try alarm()?["Threshold"] == 5.0)
        let arn = Document.text("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a")
        let tags = try call("ListTagsForResource", ["ResourceARN": arn])
        #expect(tags.document["Tags"] == [["Key": "k", "Value": "v"]])
        #expect(try call("DeleteAlarms", ["AlarmNames": ["a", "b"]]).jsonCode == "ResourceNotFound")
        #expect(try alarm() != nil)
        #expect(try call("DeleteAlarms", ["AlarmNames": ["a"]]).status == 200)
        #expect(try alarm() == nil)
        cloud.wait(.seconds(120))
    }
}
