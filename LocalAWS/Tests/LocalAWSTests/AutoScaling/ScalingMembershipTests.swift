import Platform
import Testing

@testable import LocalAWS

@Suite struct `Moving instances of a group` {
    private let scaling: ScalingCloud

    init() throws {
        scaling = try ScalingCloud()
        try scaling.makeGroup(desired: 2)
    }

    private func move(_ action: String, _ id: String, shrinks: Bool? = nil) throws -> Reply {
        var pairs = [
            ("Action", action), ("Version", "2011-01-01"), ("AutoScalingGroupName", "web"),
            ("InstanceIds.member.1", id),
        ]
        if let shrinks { pairs.append(("ShouldDecrementDesiredCapacity", "\(shrinks)")) }
        return try scaling.cloud.send(TestCloud.signed(TestCloud.form(pairs), service: "autoscaling"))
    }

    @Test func `out on standby and back launches nothing, and is a launch to whoever listens`() throws {
        let id = try scaling.instances()[0]
        let out = try move("EnterStandby", id, shrinks: true)
        #expect(out.text("Description") == "Moving EC2 instance to Standby: \(id)")
        #expect(
            out.text("Cause")
                == "At 2026-01-15T12:00:02Z instance \(id) was moved to standby in response to a user request, shrinking "
                + "the capacity from 2 to 1."
        )
        #expect(out.text("StatusCode") == "InProgress")
        #expect(try scaling.states() == ["Standby", "InService"])
        #expect(try scaling.group().settings.desiredCapacity == 1)
        scaling.wait(60)
        #expect(try scaling.states() == ["Standby", "InService"])
        let back = try move("ExitStandby", id)
        #expect(back.text("Description") == "Moving EC2 instance out of Standby: \(id)")
        #expect(back.text("StatusCode") == "PreInService")
        #expect(back.text("Progress") == "30")
        #expect(try scaling.states() == ["InService", "InService"])
        #expect(try scaling.group().settings.desiredCapacity == 2)
        #expect(scaling.activities.first?.status == .successful)
        #expect(try move("ExitStandby", id).code == "ValidationError")
    }

    @Test func `out without shrinking has another launched`() throws {
        let id = try scaling.instances()[0]
        #expect(try move("EnterStandby", id, shrinks: false).status == 200)
        scaling.wait(1)
        #expect(try scaling.states() == ["Standby", "InService", "InService"])
    }

    @Test func `away leaves them running and unmarked`() throws {
        let id = try scaling.instances()[0]
        let reply = try move("DetachInstances", id, shrinks: true)
        #expect(reply.text("Description") == "Detaching EC2 instance: \(id)")
        #expect(try scaling.instances().count == 1)
        #expect(try scaling.instanceState(id) == .running)
        #expect(scaling.cloud.cloud.tags(of: id).isEmpty)
        #expect(try move("DetachInstances", id, shrinks: true).code == "ValidationError")
        scaling.wait(10)
        #expect(try scaling.states() == ["InService"])
    }

    @Test func `in takes them as they run, and grows the group`() throws {
        let own = try scaling.cloud.launchInstance().instanceID
        #expect(try move("AttachInstances", own).status == 200)
        #expect(try scaling.states() == ["InService", "InService", "InService"])
        #expect(try scaling.group().settings.desiredCapacity == 3)
        let activity = try #require(scaling.activities.first)
        #expect(activity.description == "Attaching an existing EC2 instance: \(own)")
        #expect(activity.details.document == ["Availability Zone": "eu-west-1a"])
        #expect(
            scaling.cloud.cloud.tags(of: own) == [Tag(key: "aws:autoscaling:groupName", value: "web")]
        )
        #expect(try move("AttachInstances", own).message?.contains("is already part of") == true)
        #expect(try move("AttachInstances", "i-0123456789abcdef0").code == "ValidationError")
    }

    @Test func `is refused beyond the bounds`() throws {
        try scaling.accept(
            "UpdateAutoScalingGroup",
            ["AutoScalingGroupName": "web", "MinSize": "2", "MaxSize": "2"]
        )
        let own = try scaling.cloud.launchInstance().instanceID
        #expect(
            try move("AttachInstances", own).message
                == "AutoScalingGroup web has min-size=2, max-size=2, and desired-size=2. To attach 1 more instance, "
                + "please update the AutoScalingGroup sizes appropriately."
        )
        let id = try scaling.instances()[0]
        #expect(try move("EnterStandby", id, shrinks: true).code == "ValidationError")
        #expect(try move("DetachInstances", id, shrinks: true).code == "ValidationError")
        let ended = try scaling.call(
            "TerminateInstanceInAutoScalingGroup",
            ["InstanceId": id, "ShouldDecrementDesiredCapacity": "true"]
        )
        #expect(ended.message?.hasPrefix("Currently, desiredSize equals minSize (2).") == true)
        #expect(try scaling.states() == ["InService", "InService"])
    }

    @Test(arguments: [(true, 1), (false, 2)])
    func `out of this world replaces them unless the group is to shrink`(shrinks: Bool, left: Int) throws {
        let id = try scaling.instances()[0]
        let reply = try scaling.accept(
            "TerminateInstanceInAutoScalingGroup",
            ["InstanceId": id, "ShouldDecrementDesiredCapacity": "\(shrinks)"]
        )
        #expect(reply.text("Description") == "Terminating EC2 instance: \(id)")
        #expect(reply.text("StatusCode") == "InProgress")
        #expect(
            reply.text("Cause")
                == "At 2026-01-15T12:00:02Z instance \(id) was taken out of service in response to a user request"
                + (shrinks ? ", shrinking the capacity from 2 to 1." : ".")
        )
        scaling.wait(2)
        #expect(try scaling.states().count == left)
        #expect(try scaling.instances().contains(id) == false)
        let unknown = try scaling.call(
            "TerminateInstanceInAutoScalingGroup",
            ["InstanceId": id, "ShouldDecrementDesiredCapacity": "false"]
        )
        #expect(
            unknown.message == "Instance Id not found - No managed instance found for instance ID: \(id)"
        )
    }

    @Test func `that are said to be ill has them replaced, after their grace period`() throws {
        try scaling.accept(
            "UpdateAutoScalingGroup",
            ["AutoScalingGroupName": "web", "HealthCheckGracePeriod": "60"]
        )
        let id = try scaling.instances()[0]
        let ill: KeyValuePairs = ["InstanceId": id, "HealthStatus": "Unhealthy"]
        try scaling.accept("SetInstanceHealth", ill)
        #expect(try scaling.states() == ["InService", "InService"])
        scaling.wait(60)
        try scaling.accept("SetInstanceHealth", ill)
        #expect(try scaling.states() == ["Terminating", "InService", "Pending"])
        #expect(
            scaling.activities[1].cause.hasSuffix(
                "an instance was taken out of service in response to a user health-check."
            )
        )
        #expect(
            try scaling.call("SetInstanceHealth", ["InstanceId": id, "HealthStatus": "Blue"]).code
                == "ValidationError"
        )
    }

    @Test func `is listed, whichever group they are in`() throws {
        try scaling.makeGroup("other", desired: 1)
        let all = try scaling.accept("DescribeAutoScalingInstances")
        #expect(all.texts("AutoScalingGroupName") == ["web", "web", "other"])
        #expect(all.texts("HealthStatus") == ["HEALTHY", "HEALTHY", "HEALTHY"])
        let id = try scaling.instances()[1]
        let one = try scaling.accept("DescribeAutoScalingInstances", ["InstanceIds.member.1": id])
        #expect(one.texts("InstanceId") == [id])
        let page = try scaling.accept("DescribeAutoScalingInstances", ["MaxRecords": "2"])
        #expect(page.text("NextToken") != nil)
    }
}
