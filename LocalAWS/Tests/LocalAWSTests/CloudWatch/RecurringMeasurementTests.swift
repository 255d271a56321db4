import Platform
import Testing

@testable import LocalAWS

/// Services tell CloudWatch of themselves at full minutes, just when alarms are evaluated.
@Suite struct `An alarm about what is measured each minute` {
    /// A cloud with an idle queue and an alarm about messages in it.
    private func cloudWithQueue(
        _ clock: CloudClock.Mode = .stepped(from: TestCloud.noon)
    ) async throws -> (TestCloud, queueURL: Document) {
        let cloud = try TestCloud(clock: clock)
        let url = try await cloud.makeQueue("jobs", ["MaximumMessageSize": "1024"])
        try putAlarm(
            in: cloud,
            about: "AWS/SQS",
            "ApproximateNumberOfMessagesVisible",
            dimension: ("QueueName", "jobs")
        )
        return (cloud, url)
    }

    private func putAlarm(
        in cloud: TestCloud,
        about namespace: Document,
        _ metric: Document,
        dimension: (Document, Document)
    ) throws {
        let alarm: Document = [
            "AlarmName": "a", "Namespace": namespace, "MetricName": metric, "Statistic": "Maximum",
            "Dimensions": [["Name": dimension.0, "Value": dimension.1]], "Period": 60,
            "EvaluationPeriods": 1, "Threshold": 0, "ComparisonOperator": "GreaterThanThreshold",
            "TreatMissingData": "notBreaching",
        ]
        let reply = cloud.send(try cloud.json(.cloudWatch, "PutMetricAlarm", alarm))
        try #require(reply.status == 200, "\(reply.body)")
    }

    private func state(in cloud: TestCloud) -> AlarmState? {
        cloud.cloud.snapshot().regions["eu-west-1"]?.cloudWatch.alarms["a"]?.condition.state
    }

    @Test(arguments: [3_600, 60, 7])
    func `goes off after the queue was idle, in however many steps the clock is moved`(step: Int) async throws
    {
        let (cloud, url) = try await cloudWithQueue()
        cloud.wait(.seconds(180))
        #expect(state(in: cloud) == .ok)
        #expect(try await cloud.send("work", to: url).status == 200)
        for _ in 0..<(3_600 / step) { cloud.wait(.seconds(step)) }
        #expect(state(in: cloud) == .alarm)
    }

    @Test func `goes off at the minute after the one in which the queue was measured`() async throws {
        let (cloud, url) = try await cloudWithQueue()
        cloud.wait(.seconds(190))
        #expect(try await cloud.send("work", to: url).status == 200)
        cloud.wait(.seconds(109))
        #expect(state(in: cloud) == .ok)
        cloud.wait(.seconds(1))
        #expect(state(in: cloud) == .alarm)
    }

    @Test func `goes off after a message that the queue refused`() async throws {
        let (cloud, url) = try await cloudWithQueue()
        let refused = try await cloud.send(String(repeating: "x", count: 1_025), to: url)
        #expect(refused.status == 400)
        #expect(try await cloud.send("work", to: url).status == 200)
        cloud.wait(.seconds(180))
        #expect(state(in: cloud) == .alarm)
    }

    @Test(.timeLimit(.minutes(1)))
    func `goes off in a cloud whose time runs fast`() async throws {
        let (cloud, url) = try await cloudWithQueue(.scaled(1_200))
        try await withDriver(of: cloud.cloud) {
            await cloud.until("the alarm was evaluated") { state(in: cloud) == .ok }
            let sent = try await cloud.send("work", to: url)
            #expect(sent.status == 200)
            await cloud.until("the alarm went off") { state(in: cloud) == .alarm }
        }
    }

    @Test func `goes off about a group at the next minute, though the group is measured just then`() throws {
        let scaling = try ScalingCloud()
        try scaling.makeGroup(desired: 1)
        try scaling.accept(
            "EnableMetricsCollection",
            ["AutoScalingGroupName": "web", "Granularity": "1Minute"]
        )
        scaling.wait(90)
        try putAlarm(
            in: scaling.cloud,
            about: "AWS/AutoScaling",
            "GroupDesiredCapacity",
            dimension: ("AutoScalingGroupName", "web")
        )
        scaling.wait(30)
        #expect(state(in: scaling.cloud) == .alarm)
    }
}
