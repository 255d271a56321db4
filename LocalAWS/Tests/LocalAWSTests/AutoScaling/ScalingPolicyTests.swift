import Platform
import Testing

@testable import LocalAWS

@Suite struct `Scaling policies` {
    private let scaling: ScalingCloud

    init() throws {
        scaling = try ScalingCloud()
        try scaling.makeGroup(desired: 4)
    }

    @discardableResult
    private func put(_ parameters: KeyValuePairs<String, String>) throws -> String {
        let pairs =
            [
                ("Action", "PutScalingPolicy"), ("Version", "2011-01-01"), ("AutoScalingGroupName", "web"),
                ("PolicyName", "p"),
            ] + parameters.map { ($0.key, $0.value) }
        let reply = try scaling.cloud.send(
            TestCloud.signed(TestCloud.form(pairs), service: "autoscaling")
        )
        return try #require(reply.text("PolicyARN"), "\(reply.body)")
    }

    @Test(arguments: [
        ("ChangeInCapacity", "2", 6), ("ChangeInCapacity", "-9", 0), ("ExactCapacity", "3", 3),
        ("PercentChangeInCapacity", "50", 6), ("PercentChangeInCapacity", "10", 5),
        ("PercentChangeInCapacity", "-60", 2), ("ChangeInCapacity", "99", 10),
    ])
    func `change a capacity within the group's bounds`(type: String, number: String, capacity: Int) throws {
        try put(["AdjustmentType": type, "ScalingAdjustment": number])
        try scaling.accept("ExecutePolicy", ["AutoScalingGroupName": "web", "PolicyName": "p"])
        #expect(try scaling.group().settings.desiredCapacity == capacity)
    }

    @Test func `of steps choose by how far the threshold is passed`() throws {
        try put([
            "PolicyType": "StepScaling", "AdjustmentType": "ChangeInCapacity",
            "StepAdjustments.member.1.MetricIntervalLowerBound": "0",
            "StepAdjustments.member.1.MetricIntervalUpperBound": "10",
            "StepAdjustments.member.1.ScalingAdjustment": "1",
            "StepAdjustments.member.2.MetricIntervalLowerBound": "10",
            "StepAdjustments.member.2.ScalingAdjustment": "3",
        ])
        let without = try scaling.call(
            "ExecutePolicy",
            ["AutoScalingGroupName": "web", "PolicyName": "p"]
        )
        #expect(without.code == "ValidationError")
        try scaling.accept(
            "ExecutePolicy",
            [
                "AutoScalingGroupName": "web", "PolicyName": "p", "MetricValue": "65",
                "BreachThreshold": "50",
            ]
        )
        #expect(try scaling.group().settings.desiredCapacity == 7)
        let described = try scaling.accept("DescribePolicies", ["AutoScalingGroupName": "web"])
        #expect(described.text("MetricAggregationType") == "Average")
        #expect(described.texts("MetricIntervalUpperBound") == ["10.0"])
    }

    @Test func `are executed by alarms, once a cooldown, and the alarm is told of`() throws {
        let arn = try put([
            "AdjustmentType": "ChangeInCapacity", "ScalingAdjustment": "1", "Cooldown": "60",
        ])
        let alarm = ScalingAlarm(
            name: "busy",
            state: "ALARM",
            breach: 1,
            document: ["AlarmName": "busy"]
        )
        func execute() throws -> Bool {
            let cloud = scaling.cloud.cloud
            return cloud.change(in: cloud.defaultRegion) { state, context in
                state.scale(byPolicy: arn, alarm, &context)
            }
        }
        scaling.wait(60)
        #expect(try execute())
        #expect(try scaling.group().settings.desiredCapacity == 5)
        let activity = try #require(scaling.activities.first)
        #expect(
            activity.cause.hasPrefix(
                "At 2026-01-15T12:01:02Z a monitor alarm busy in state ALARM triggered policy p changing the desired "
                    + "capacity from 4 to 5.  "
            )
        )
        #expect(activity.details.document["InvokingAlarms"] == [["AlarmName": "busy"]])
        scaling.wait(59)
        #expect(try !execute())
        scaling.wait(1)
        try scaling.accept(
            "SuspendProcesses",
            ["AutoScalingGroupName": "web", "ScalingProcesses.member.1": "AlarmNotification"]
        )
        #expect(try !execute())
        try scaling.accept("ResumeProcesses", ["AutoScalingGroupName": "web"])
        #expect(try execute())
    }

    @Test func `are what an alarm of CloudWatch acts by, with what it measured`() throws {
        let arn = try put([
            "PolicyType": "StepScaling", "AdjustmentType": "ChangeInCapacity",
            "StepAdjustments.member.1.MetricIntervalLowerBound": "10",
            "StepAdjustments.member.1.ScalingAdjustment": "2",
        ])
        let alarm = try scaling.cloud.query(
            .cloudWatch,
            "PutMetricAlarm",
            [
                "AlarmName": "busy", "MetricName": "CPUUtilization", "Namespace": "AWS/EC2",
                "Statistic": "Average", "Period": "60", "EvaluationPeriods": "1", "Threshold": "50",
                "ComparisonOperator": "GreaterThanThreshold", "AlarmActions.member.1": arn,
            ]
        )
        try #require(alarm.status == 200, "\(alarm.body)")
        let changed = try scaling.cloud.query(
            .cloudWatch,
            "SetAlarmState",
            [
                "AlarmName": "busy", "StateValue": "ALARM",
                "StateReason":
                    "Threshold Crossed: 1 out of the last 1 datapoints [65.0 (15/01/26 12:00:00)] was",
            ]
        )
        try #require(changed.status == 200, "\(changed.body)")
        #expect(try scaling.group().settings.desiredCapacity == 6)
        let told = try #require(
            scaling.activities.first?.details.document["InvokingAlarms"]?.list?.first
        )
        #expect(told["AlarmName"] == "busy")
        #expect(told["StateChangeTime"] == .integer(1_768_478_402_000))
        #expect(told["Trigger"]?["Threshold"]?.number == 50)
        #expect(told["AlarmActions"] == nil)
    }

    @Test func `keep their ARN when they are changed, and are deleted by it`() throws {
        let arn = try put(["AdjustmentType": "ExactCapacity", "ScalingAdjustment": "1"])
        #expect(try put(["AdjustmentType": "ExactCapacity", "ScalingAdjustment": "2"]) == arn)
        try scaling.accept("DeletePolicy", ["PolicyName": arn])
        #expect(
            try scaling.accept("DescribePolicies", ["AutoScalingGroupName": "web"]).texts("PolicyName")
                .isEmpty
        )
        #expect(try scaling.call("DeletePolicy", ["PolicyName": arn]).code == "ValidationError")
    }
}

@Suite struct `Scheduled actions` {
    @Test func `change the sizes at their moment, once`() throws {
        let scaling = try ScalingCloud()
        try scaling.makeGroup(desired: 1)
        let name: KeyValuePairs = ["AutoScalingGroupName": "web"]
        try scaling.accept(
            "PutScheduledUpdateGroupAction",
            [
                "AutoScalingGroupName": "web", "ScheduledActionName": "noon",
                "StartTime": "2026-01-15T12:10:00Z", "MinSize": "2", "DesiredCapacity": "3",
            ]
        )
        #expect(
            try scaling.accept("DescribeScheduledActions", name).text("StartTime")
                == "2026-01-15T12:10:00.000Z"
        )
        scaling.wait(597)
        #expect(try scaling.group().settings.desiredCapacity == 1)
        scaling.wait(1)
        #expect(try scaling.group().settings.desiredCapacity == 3)
        #expect(try scaling.group().settings.minimumSize == 2)
        #expect(
            scaling.activities[0].cause.hasPrefix(
                "At 2026-01-15T12:10:00Z a scheduled action update of AutoScalingGroup constraints to min: 2, max: 10, "
                    + "desired: 3 changing the desired capacity from 1 to 3.  "
            )
        )
        #expect(
            try scaling.accept("DescribeScheduledActions", name).texts("ScheduledActionName").isEmpty
        )
    }

    @Test(arguments: [
        ("0 9 * * *", "2026-01-16T09:00:00.000Z"), ("30 12 * * *", "2026-01-15T12:30:00.000Z"),
        ("0 9 * * 1-5", "2026-01-16T09:00:00.000Z"), ("0 9 * * 0", "2026-01-18T09:00:00.000Z"),
        ("0 0 1 * *", "2026-02-01T00:00:00.000Z"),
    ])
    func `come again by cron, as Unix has it`(text: String, moment: String) throws {
        let recurrence = try #require(Recurrence(text))
        #expect(recurrence.next(after: TestCloud.noon)?.iso8601 == moment)
        #expect(Recurrence("0 9 * *") == nil)
        #expect(Recurrence("0 9 1 * 1") == nil)
    }

    @Test func `that recur go on until their end`() throws {
        let scaling = try ScalingCloud()
        try scaling.makeGroup(desired: 0)
        try scaling.accept(
            "PutScheduledUpdateGroupAction",
            [
                "AutoScalingGroupName": "web", "ScheduledActionName": "hourly", "Recurrence": "0 * * * *",
                "EndTime": "2026-01-15T14:30:00Z", "DesiredCapacity": "2",
            ]
        )
        for _ in 1...2 {
            scaling.wait(3_600)
            #expect(try scaling.group().settings.desiredCapacity == 2)
            try scaling.setCapacity(0)
        }
        scaling.wait(3_600)
        #expect(try scaling.group().settings.desiredCapacity == 0)
        #expect(try scaling.group().scheduledActions.isEmpty)
    }

    @Test func `that are put off, deleted or past do nothing`() throws {
        let scaling = try ScalingCloud()
        try scaling.makeGroup(desired: 1)
        func put(_ moment: String) throws -> Reply {
            try scaling.call(
                "PutScheduledUpdateGroupAction",
                [
                    "AutoScalingGroupName": "web", "ScheduledActionName": "noon", "StartTime": moment,
                    "DesiredCapacity": "3",
                ]
            )
        }
        #expect(try put("2026-01-15T11:00:00Z").code == "ValidationError")
        #expect(try put("2026-01-15T12:10:00Z").status == 200)
        #expect(try put("2026-01-15T12:20:00Z").status == 200)
        scaling.wait(900)
        #expect(try scaling.group().settings.desiredCapacity == 1)
        try scaling.accept(
            "DeleteScheduledAction",
            ["AutoScalingGroupName": "web", "ScheduledActionName": "noon"]
        )
        scaling.wait(900)
        #expect(try scaling.group().settings.desiredCapacity == 1)
    }
}
