import HTTPTypes
import Testing

@testable import LocalAWS

/// A hook may have a function as its target. Auto Scaling invokes it as its service-linked role, whose own policy lets it
/// invoke none: the function's has to.
@Suite struct `A function as the target of a lifecycle hook` {
    private let scaling: ScalingCloud

    init() throws {
        scaling = try ScalingCloud(cloud: .forLambda())
        try scaling.makeGroup(desired: 0)
        try scaling.cloud.makeFunction("snap")
    }

    private var functionARN: String { scaling.cloud.functionARN("snap") }

    private func putHook(role: String? = nil) throws -> Reply {
        var pairs = [
            ("Action", "PutLifecycleHook"), ("Version", "2011-01-01"), ("AutoScalingGroupName", "web"),
            ("LifecycleHookName", "hook"), ("LifecycleTransition", "autoscaling:EC2_INSTANCE_LAUNCHING"),
            ("NotificationTargetARN", functionARN),
        ]
        if let role { pairs.append(("RoleARN", role)) }
        return try scaling.cloud.send(TestCloud.signed(TestCloud.form(pairs), service: "autoscaling"))
    }

    private func allow(_ principal: String) throws {
        let reply = try scaling.cloud.lambda(
            .post,
            "\(TestCloud.functions)/snap/policy",
            [
                "StatementId": "hook", "Action": "lambda:InvokeFunction", "Principal": .text(principal),
            ]
        )
        try #require(reply.status == 201, "\(reply.body)")
    }

    /// The events that wait for the function.
    private var events: Int {
        scaling.cloud.cloud.snapshot().regions["eu-west-1"]?.lambda.queue.count ?? 0
    }

    @Test func `that has no policy is refused and not invoked`() throws {
        let reply = try putHook()
        #expect(reply.code == "ValidationError")
        #expect(
            reply.message
                == "Unable to publish test message to notification target \(functionARN) using IAM role null. Please "
                + "check your target and role configuration and try to put lifecycle hook again."
        )
        #expect(events == 0)
        #expect(try scaling.group().hooks.isEmpty)
    }

    @Test(arguments: ["s3.amazonaws.com", "arn:aws:iam::111122223333:role/function", "111122223333"])
    func `whose policy names somebody else, or only the account, is refused`(principal: String) throws {
        try allow(principal)
        #expect(try putHook().code == "ValidationError")
        #expect(events == 0)
    }

    @Test(
        arguments: [
            "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
            "autoscaling.amazonaws.com",
        ]
    )
    func `whose policy names Auto Scaling's role or Auto Scaling gets its events`(principal: String) throws {
        try allow(principal)
        let reply = try putHook()
        #expect(reply.status == 200, "\(reply.body)")
        #expect(events == 1)
        try scaling.setCapacity(1)
        scaling.wait(1)
        #expect(events == 2)
    }

    @Test func `is invoked as the hook's role, too, if that may`() throws {
        let trust = TestCloud.trust(#"{"Service":"autoscaling.amazonaws.com"}"#)
        let role = try scaling.cloud.makeRole("hooks", trusting: trust)
        #expect(try putHook(role: role).status == 200)
        #expect(events == 1)
    }
}
