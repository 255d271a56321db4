import Platform
import Testing

@testable import LocalAWS

@Suite struct `Lifecycle hooks` {
    private let scaling: ScalingCloud

    init() throws {
        scaling = try ScalingCloud()
        try scaling.makeGroup(desired: 0)
    }

    private func putHook(
        _ name: String = "hook",
        on transition: String = "LAUNCHING",
        _ more: KeyValuePairs<String, String> = [:]
    ) throws {
        let pairs =
            [
                ("Action", "PutLifecycleHook"), ("Version", "2011-01-01"), ("AutoScalingGroupName", "web"),
                ("LifecycleHookName", name),
                ("LifecycleTransition", "autoscaling:EC2_INSTANCE_\(transition)"),
            ] + more.map { ($0.key, $0.value) }
        let reply = try scaling.cloud.send(
            TestCloud.signed(TestCloud.form(pairs), service: "autoscaling")
        )
        try #require(reply.status == 200, "\(reply.body)")
    }

    private func complete(_ result: String, _ more: KeyValuePairs<String, String>) throws -> Reply {
        let pairs =
            [
                ("Action", "CompleteLifecycleAction"), ("Version", "2011-01-01"),
                ("AutoScalingGroupName", "web"), ("LifecycleActionResult", result),
            ] + more.map { ($0.key, $0.value) }
        return try scaling.cloud.send(TestCloud.signed(TestCloud.form(pairs), service: "autoscaling"))
    }

    private func member() throws -> GroupMember {
        try #require(try scaling.group().memberList.first)
    }

    @Test func `have AWS's defaults, and a global time-out of a hundred heartbeats up to two days`() throws {
        try putHook()
        try putHook("other", on: "TERMINATING", ["HeartbeatTimeout": "30", "NotificationMetadata": "m"])
        let hooks = try scaling.accept("DescribeLifecycleHooks", ["AutoScalingGroupName": "web"])
        #expect(hooks.texts("HeartbeatTimeout") == ["3600", "30"])
        #expect(hooks.texts("GlobalTimeout") == ["172800", "3000"])
        #expect(hooks.texts("DefaultResult") == ["ABANDON", "ABANDON"])
        #expect(hooks.texts("NotificationMetadata") == ["m"])
        try scaling.accept(
            "PutLifecycleHook",
            ["AutoScalingGroupName": "web", "LifecycleHookName": "other", "DefaultResult": "CONTINUE"]
        )
        let changed = try scaling.accept(
            "DescribeLifecycleHooks",
            ["AutoScalingGroupName": "web", "LifecycleHookNames.member.1": "other"]
        )
        #expect(changed.texts("DefaultResult") == ["CONTINUE"])
        #expect(changed.texts("HeartbeatTimeout") == ["30"])
    }

    @Test(
        arguments: [
            (["HeartbeatTimeout": "29"], "HeartbeatTimeout must be between 30 and 7200 seconds."),
            (["LifecycleHookName": "a b"], "A lifecycle hook's name has up to 255 of A-Z a-z 0-9 - _ /"),
            (
                ["NotificationTargetARN": "arn:aws:s3:::b"],
                "NotificationTargetARN arn:aws:s3:::b is not the ARN of an SNS topic, an SQS queue or a Lambda function."
            ),
            (
                ["NotificationTargetARN": "arn:aws:sqs:eu-west-1:111122223333:nobody"],
                "Unable to publish test message to notification target arn:aws:sqs:eu-west-1:111122223333:nobody using IAM "
                    + "role null. Please check your target and role configuration and try to put lifecycle hook again."
            ),
        ] as [([String: String], String)]
    )
    func `that can't be are refused`(parameters: [String: String], message: String) throws {
        let usual = [
            "Action": "PutLifecycleHook", "Version": "2011-01-01", "AutoScalingGroupName": "web",
            "LifecycleHookName": "hook", "LifecycleTransition": "autoscaling:EC2_INSTANCE_LAUNCHING",
        ]
        let pairs = usual.merging(parameters) { $1 }.map { ($0.key, $0.value) }
        let reply = try scaling.cloud.send(
            TestCloud.signed(TestCloud.form(pairs), service: "autoscaling")
        )
        #expect(reply.code == "ValidationError")
        #expect(reply.message == message)
        #expect(try scaling.group().hooks.isEmpty)
    }

    @Test func `hold an instance before it serves, until it may go on`() throws {
        try putHook()
        try scaling.setCapacity(1)
        #expect(try scaling.states() == ["Pending"])
        scaling.wait(1)
        #expect(try scaling.states() == ["Pending:Wait"])
        #expect(scaling.activities.first?.status == .midLifecycleAction)
        scaling.wait(3_598)
        #expect(try scaling.states() == ["Pending:Wait"])
        let token = try #require(try member().actions.first?.token)
        #expect(token.count == 36)
        let reply = try complete(
            "CONTINUE",
            ["LifecycleHookName": "hook", "LifecycleActionToken": token]
        )
        #expect(reply.status == 200)
        #expect(try scaling.states() == ["Pending:Proceed"])
        scaling.wait(0.1)
        #expect(try scaling.states() == ["InService"])
        #expect(scaling.activities.first?.status == .successful)
        let again = try complete("CONTINUE", ["LifecycleHookName": "hook", "LifecycleActionToken": token])
        #expect(again.code == "ValidationError")
        #expect(again.message == "No active Lifecycle Action found with token \(token)")
    }

    @Test func `that are abandoned give the launch up, and another takes its place`() throws {
        try putHook()
        try scaling.setCapacity(1)
        scaling.wait(1)
        let first = try member()
        #expect(
            try complete("ABANDON", ["LifecycleHookName": "hook", "InstanceId": first.id]).status == 200
        )
        let launch = try #require(scaling.activities.last)
        #expect(launch.status == .cancelled)
        #expect(
            launch.statusMessage
                == "Instance failed to complete user's Lifecycle Action: Lifecycle Action with token "
                + "\(first.actions[0].token) was abandoned: Lifecycle Action Completed with ABANDON Result"
        )
        #expect(try scaling.states() == ["Terminating", "Pending"])
        scaling.wait(1)
        #expect(try scaling.states() == ["Pending:Wait"])
        #expect(try scaling.instanceState(first.id) == .terminated)
    }

    @Test(arguments: [("ABANDON", ["Terminating", "Pending"]), ("CONTINUE", ["Pending:Proceed"])])
    func `that nobody answers end with their default`(result: String, states: [String]) throws {
        try putHook(["HeartbeatTimeout": "60", "DefaultResult": result])
        try scaling.setCapacity(1)
        scaling.wait(60.999)
        #expect(try scaling.states() == ["Pending:Wait"])
        scaling.wait(0.001)
        #expect(try scaling.states() == states)
    }

    private func putHook(_ more: KeyValuePairs<String, String>) throws {
        try putHook("hook", on: "LAUNCHING", more)
    }

    @Test func `wait longer while heartbeats come, but no longer than their global time-out`() throws {
        try putHook(["HeartbeatTimeout": "30", "DefaultResult": "CONTINUE"])
        try scaling.setCapacity(1)
        scaling.wait(1)
        let id = try member().id
        let beat: KeyValuePairs = [
            "AutoScalingGroupName": "web", "LifecycleHookName": "hook", "InstanceId": id,
        ]
        for _ in 1...119 {
            scaling.wait(25)
            try scaling.accept("RecordLifecycleActionHeartbeat", beat)
            #expect(try scaling.states() == ["Pending:Wait"])
        }
        scaling.wait(24.999)
        #expect(try scaling.states() == ["Pending:Wait"])
        scaling.wait(0.001)
        #expect(try scaling.states() == ["Pending:Proceed"])
        #expect(try scaling.call("RecordLifecycleActionHeartbeat", beat).code == "ValidationError")
    }

    @Test func `all hold at once, and all have to let go`() throws {
        try putHook("one")
        try putHook("two")
        try scaling.setCapacity(1)
        scaling.wait(1)
        let id = try member().id
        #expect(Set(try member().actions.map(\.token)).count == 2)
        _ = try complete("CONTINUE", ["LifecycleHookName": "one", "InstanceId": id])
        scaling.wait(1)
        #expect(try scaling.states() == ["Pending:Wait"])
        _ = try complete("CONTINUE", ["LifecycleHookName": "two", "InstanceId": id])
        scaling.wait(1)
        #expect(try scaling.states() == ["InService"])
    }

    @Test(arguments: ["CONTINUE", "ABANDON"])
    func `hold an instance before it ends, which then ends whatever the result`(result: String) throws {
        try putHook("last", on: "TERMINATING")
        try scaling.setCapacity(1)
        scaling.wait(1)
        let id = try member().id
        try scaling.setCapacity(0)
        scaling.wait(100)
        #expect(try scaling.states() == ["Terminating:Wait"])
        #expect(try scaling.instanceState(id) == .running)
        #expect(scaling.activities.first?.status == .midLifecycleAction)
        _ = try complete(result, ["LifecycleHookName": "last", "InstanceId": id])
        #expect(try scaling.states() == ["Terminating:Proceed"])
        scaling.wait(0.1)
        #expect(try scaling.instanceState(id) == .shuttingDown)
        scaling.wait(1)
        #expect(try scaling.instances().isEmpty)
        #expect(scaling.activities.first?.status == .successful)
    }

    @Test func `that are deleted hold no longer`() throws {
        try putHook("last", on: "TERMINATING")
        try scaling.setCapacity(1)
        scaling.wait(1)
        try scaling.setCapacity(0)
        try scaling.accept(
            "DeleteLifecycleHook",
            ["AutoScalingGroupName": "web", "LifecycleHookName": "last"]
        )
        scaling.wait(2)
        #expect(try scaling.instances().isEmpty)
        #expect(
            try scaling.call(
                "DeleteLifecycleHook",
                ["AutoScalingGroupName": "web", "LifecycleHookName": "last"]
            ).code == "ValidationError"
        )
    }

    @Test func `can come with the group, and hold its first instances`() throws {
        try scaling.makeGroup(
            "held",
            desired: 1,
            [
                "LifecycleHookSpecificationList.member.1.LifecycleHookName": "first",
                "LifecycleHookSpecificationList.member.1.LifecycleTransition":
                    "autoscaling:EC2_INSTANCE_LAUNCHING",
            ]
        )
        #expect(try scaling.states("held") == ["Pending:Wait"])
    }
}
