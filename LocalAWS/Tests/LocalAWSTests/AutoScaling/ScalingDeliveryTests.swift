import Platform
import Testing

@testable import LocalAWS

/// What a group sends, as it arrives in a queue behind a topic.
@Suite struct `Notifications of a group` {
    private let scaling: ScalingCloud
    private let queueURL: Document
    private let topicARN: String

    init() async throws {
        scaling = try ScalingCloud()
        try scaling.makeGroup(desired: 0)
        let policy =
            #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"}]}"#
        queueURL = try await scaling.cloud.makeQueue("events", ["Policy": policy])
        topicARN = try #require(
            try scaling.cloud.query(.sns, "CreateTopic", ["Name": "launches"]).text("TopicArn")
        )
        let subscription = try scaling.cloud.query(
            .sns,
            "Subscribe",
            [
                "TopicArn": topicARN, "Protocol": "sqs", "Endpoint": TestCloud.queueARN("events"),
                "ReturnSubscriptionArn": "true",
            ]
        )
        try #require(subscription.status == 200, "\(subscription.body)")
    }

    private static let everything = [
        "EC2_INSTANCE_LAUNCH", "EC2_INSTANCE_LAUNCH_ERROR", "EC2_INSTANCE_TERMINATE",
        "EC2_INSTANCE_TERMINATE_ERROR",
    ]

    private func put(_ types: [String] = everything, topic: String? = nil) throws -> Reply {
        let pairs =
            [
                ("Action", "PutNotificationConfiguration"), ("Version", "2011-01-01"),
                ("AutoScalingGroupName", "web"), ("TopicARN", topic ?? topicARN),
            ]
            + types.enumerated().map {
                ("NotificationTypes.member.\($0.offset + 1)", "autoscaling:\($0.element)")
            }
        return try scaling.cloud.send(TestCloud.signed(TestCloud.form(pairs), service: "autoscaling"))
    }

    /// What has come since this was last asked: subject and message of each, in the order in which they were sent.
    private func received() async throws -> [(subject: String, message: Document)] {
        var received: [(subject: String, message: Document)] = []
        while true {
            let batch = try await scaling.cloud.receive(queueURL)
            guard !batch.isEmpty else { return received }
            for item in batch {
                let envelope = try Document(json: try #require(item["Body"]?.text))
                received.append(
                    (
                        envelope["Subject"]?.text ?? "",
                        try Document(json: try #require(envelope["Message"]?.text))
                    )
                )
                let handle = try #require(item["ReceiptHandle"])
                _ = try await scaling.cloud.sqs(
                    "DeleteMessage",
                    ["QueueUrl": queueURL, "ReceiptHandle": handle]
                )
            }
        }
    }

    private func events() async throws -> [String] {
        try await received().map { ($0.message["Event"]?.text ?? "").replacing("autoscaling:", with: "") }
    }

    @Test func `begin with a test, and go on with every launch and termination`() async throws {
        #expect(try put().status == 200)
        let tests = try await received()
        #expect(tests.map(\.subject) == ["Auto Scaling: test notification for group \"web\""])
        try scaling.setCapacity(2)
        #expect(try await received().isEmpty, "nothing is in service yet")
        scaling.wait(1)
        let launches = try await received()
        #expect(
            launches.map(\.subject) == Array(repeating: "Auto Scaling: launch for group \"web\"", count: 2)
        )
        let instances = try scaling.instances()
        #expect(Set(launches.map { $0.message["EC2InstanceId"]?.text }) == Set(instances))
        #expect(launches[0].message["StatusCode"] == "InProgress")
        #expect(launches[0].message["Time"] == "2026-01-15T12:00:03.000Z")
        try scaling.setCapacity(0)
        scaling.wait(2)
        #expect(try await events() == ["EC2_INSTANCE_TERMINATE", "EC2_INSTANCE_TERMINATE"])
    }

    @Test func `are of the types that were put last`() async throws {
        #expect(try put().status == 200)
        #expect(try put(["EC2_INSTANCE_TERMINATE"]).status == 200)
        #expect(try await events() == ["TEST_NOTIFICATION", "TEST_NOTIFICATION"])
        let rows = try scaling.accept("DescribeNotificationConfigurations")
        #expect(rows.texts("NotificationType") == ["autoscaling:EC2_INSTANCE_TERMINATE"])
        try scaling.setCapacity(1)
        scaling.wait(1)
        try scaling.setCapacity(0)
        scaling.wait(2)
        #expect(try await events() == ["EC2_INSTANCE_TERMINATE"])
    }

    @Test func `are listed a row a type, in pages, and end when they are deleted`() async throws {
        #expect(try put().status == 200)
        let page = try scaling.accept(
            "DescribeNotificationConfigurations",
            ["AutoScalingGroupNames.member.1": "web", "MaxRecords": "3"]
        )
        #expect(page.texts("TopicARN") == Array(repeating: topicARN, count: 3))
        #expect(page.text("NextToken") != nil)
        let name: KeyValuePairs = ["AutoScalingGroupName": "web", "TopicARN": topicARN]
        try scaling.accept("DeleteNotificationConfiguration", name)
        #expect(try scaling.call("DeleteNotificationConfiguration", name).code == "ValidationError")
        try scaling.setCapacity(1)
        scaling.wait(1)
        #expect(try await events() == ["TEST_NOTIFICATION"])
    }

    @Test func `that nobody could get are refused`() throws {
        #expect(try put(topic: "arn:aws:sns:eu-west-1:111122223333:nobody").code == "ValidationError")
        #expect(try put(topic: "arn:aws:sqs:eu-west-1:111122223333:events").code == "ValidationError")
        #expect(try put(["EC2_INSTANCE_DANCE"]).code == "ValidationError")
        #expect(try put([]).code == "ValidationError")
        #expect(try scaling.group().notifications.isEmpty)
    }

    @Test func `tell of launches that failed, with the reason and without an instance`() async throws {
        try scaling.accept(
            "CreateLaunchConfiguration",
            [
                "LaunchConfigurationName": "broken", "ImageId": "ami-0123456789abcdef0",
                "InstanceType": "t3.micro", "SecurityGroups.member.1": "sg-0123456789abcdef0",
            ]
        )
        #expect(try put().status == 200)
        try scaling.accept(
            "UpdateAutoScalingGroup",
            [
                "AutoScalingGroupName": "web", "LaunchConfigurationName": "broken", "DesiredCapacity": "1",
            ]
        )
        let last = try #require(try await received().last)
        #expect(last.subject == "Auto Scaling: failed launch for group \"web\"")
        #expect(last.message["Event"] == "autoscaling:EC2_INSTANCE_LAUNCH_ERROR")
        #expect(last.message["EC2InstanceId"] == "")
        #expect(last.message["StatusCode"] == "Failed")
        #expect(last.message["Progress"] == 100)
    }

    @Test(
        arguments: [
            ("ami-0123456789abcdef0", "q9.huge", "Invalid value 'q9.huge' for InstanceType."),
            ("ami-00000000000000000", "t3.micro", "The image id '[ami-00000000000000000]' does not exist."),
        ]
    )
    func `tell of launches of what doesn't exist`(image: String, type: String, reason: String) async throws {
        try scaling.accept(
            "CreateLaunchConfiguration",
            ["LaunchConfigurationName": "broken", "ImageId": image, "InstanceType": type]
        )
        #expect(try put().status == 200)
        try scaling.accept(
            "UpdateAutoScalingGroup",
            ["AutoScalingGroupName": "web", "LaunchConfigurationName": "broken", "DesiredCapacity": "1"]
        )
        let message = "\(reason) Launching EC2 instance failed."
        #expect(scaling.activities.first?.status == .failed)
        #expect(scaling.activities.first?.statusMessage == message)
        let last = try #require(try await received().last)
        #expect(last.message["Event"] == "autoscaling:EC2_INSTANCE_LAUNCH_ERROR")
        #expect(last.message["StatusMessage"]?.text == message)
    }

    @Test func `tell of instances that come back from standby as of launches`() async throws {
        try scaling.setCapacity(1)
        scaling.wait(1)
        #expect(try put().status == 200)
        let id = try scaling.instances()[0]
        try scaling.accept(
            "EnterStandby",
            [
                "AutoScalingGroupName": "web", "InstanceIds.member.1": id,
                "ShouldDecrementDesiredCapacity": "true",
            ]
        )
        try scaling.accept(
            "ExitStandby",
            ["AutoScalingGroupName": "web", "InstanceIds.member.1": id]
        )
        let received = try await received()
        #expect(
            received.map { $0.message["Event"] } == [
                "autoscaling:TEST_NOTIFICATION", "autoscaling:EC2_INSTANCE_LAUNCH",
            ]
        )
        #expect(received[1].message["Description"] == .text("Moving EC2 instance out of Standby: \(id)"))
        #expect(received[1].message["EC2InstanceId"] == .text(id))
    }

    @Test func `of hooks have the token that ends the wait, and come before the launch`() async throws {
        let role = try scaling.cloud.makeRole(
            "r",
            trusting: #"{"Statement":[{"Effect":"Allow","Principal":{"Service":"autoscaling.amazonaws.com"},"#
                + #""Action":"sts:AssumeRole"}]}"#
        )
        try scaling.accept(
            "PutLifecycleHook",
            [
                "AutoScalingGroupName": "web", "LifecycleHookName": "hook",
                "LifecycleTransition": "autoscaling:EC2_INSTANCE_LAUNCHING",
                "NotificationTargetARN": topicARN, "RoleARN": role,
                "NotificationMetadata": "m",
            ]
        )
        #expect(try put().status == 200)
        #expect(try await events() == ["TEST_NOTIFICATION", "TEST_NOTIFICATION"])
        try scaling.setCapacity(1)
        scaling.wait(1)
        let waits = try await received()
        let wait = try #require(waits.first)
        let id = try scaling.instances()[0]
        #expect(waits.count == 1)
        #expect(
            wait.subject == "Auto Scaling:  Lifecycle action 'LAUNCHING' for instance \(id) in progress."
        )
        #expect(wait.message["NotificationMetadata"] == "m")
        #expect(wait.message["Event"] == nil)
        try scaling.accept(
            "CompleteLifecycleAction",
            [
                "AutoScalingGroupName": "web", "LifecycleHookName": "hook",
                "LifecycleActionToken": try #require(wait.message["LifecycleActionToken"]?.text),
                "LifecycleActionResult": "CONTINUE",
            ]
        )
        scaling.wait(0.1)
        #expect(try await events() == ["EC2_INSTANCE_LAUNCH"])
    }

    @Test func `go to the event bus too, for rules that want them`() async throws {
        let rule = try scaling.cloud.json(
            .events,
            "PutRule",
            [
                "Name": "launches",
                "EventPattern": .text(
                    #"{"source":["aws.autoscaling"],"detail":{"AutoScalingGroupName":["web"]}}"#
                ),
            ]
        )
        try #require(scaling.cloud.send(rule).status == 200)
        let targets = try scaling.cloud.json(
            .events,
            "PutTargets",
            [
                "Rule": "launches",
                "Targets": [["Id": "q", "Arn": .text(TestCloud.queueARN("events"))]],
            ]
        )
        try #require(scaling.cloud.send(targets).status == 200)
        try scaling.setCapacity(1)
        scaling.wait(1)
        let id = try scaling.instances()[0]
        let body = try #require(try await scaling.cloud.receive(queueURL).first?["Body"]?.text)
        let event = try Document(json: body)
        #expect(event["detail-type"] == "EC2 Instance Launch Successful")
        #expect(event["detail"]?["EC2InstanceId"] == .text(id))
        let arn = try scaling.group().arn
        #expect(
            event["resources"] == [
                .text(arn), .text("arn:aws:ec2:eu-west-1:111122223333:instance/\(id)"),
            ]
        )
        #expect(event["time"] == "2026-01-15T12:00:03Z")
    }

    @Test func `of hooks go to a queue as they are`() async throws {
        try scaling.accept(
            "PutLifecycleHook",
            [
                "AutoScalingGroupName": "web", "LifecycleHookName": "last",
                "LifecycleTransition": "autoscaling:EC2_INSTANCE_TERMINATING",
                "NotificationTargetARN": TestCloud.queueARN("events"),
            ]
        )
        try scaling.setCapacity(1)
        scaling.wait(1)
        try scaling.setCapacity(0)
        let bodies = try await scaling.cloud.receive(queueURL).compactMap { $0["Body"]?.text }
        let messages = try bodies.map { try Document(json: $0) }
        #expect(messages.map { $0["Event"] } == ["autoscaling:TEST_NOTIFICATION", nil])
        #expect(messages.last?["LifecycleTransition"] == "autoscaling:EC2_INSTANCE_TERMINATING")
    }
}
