import Platform
import Testing

@testable import LocalAWS

@Suite struct `Instances of a group` {
    private let scaling: ScalingCloud

    init() throws { scaling = try ScalingCloud() }

    @Test func `are pending until EC2 has them running, each with an activity`() throws {
        try scaling.makeGroup(desired: 2, settles: false)
        #expect(try scaling.states() == ["Pending", "Pending"])
        #expect(scaling.activities.map(\.status) == [.preInService, .preInService])
        #expect(scaling.activities.map(\.progress) == [30, 30])
        scaling.wait(1)
        #expect(try scaling.states() == ["InService", "InService"])
        let activity = try #require(scaling.activities.first)
        #expect(activity.status == .successful)
        #expect(activity.progress == 100)
        #expect(activity.endTime == activity.startTime + .seconds(1))
        #expect(activity.description == "Launching a new EC2 instance: \(activity.instanceID ?? "")")
        #expect(
            activity.cause
                == "At 2026-01-15T12:00:00Z a user request created an AutoScalingGroup changing the desired capacity from "
                + "0 to 2.  At 2026-01-15T12:00:00Z an instance was started in response to a difference between desired "
                + "and actual capacity, increasing the capacity from 0 to 2."
        )
        let described = try scaling.accept(
            "DescribeScalingActivities",
            ["AutoScalingGroupName": "web", "MaxRecords": "1"]
        )
        let subnet = try #require(try scaling.group().memberList.last?.subnetID)
        #expect(
            described.text("Details")
                == #"{"Availability Zone":"eu-west-1b","Subnet ID":"\#(subnet)"}"#
        )
        #expect(described.text("NextToken") != nil)
    }

    @Test func `are spread over zones, and over subnets`() throws {
        try scaling.makeGroup(desired: 5)
        #expect(
            try scaling.group().memberList.map(\.zone)
                == ["eu-west-1a", "eu-west-1b", "eu-west-1a", "eu-west-1b", "eu-west-1a"]
        )
        let subnets = try #require(scaling.cloud.cloud.snapshot().regions["eu-west-1"]?.ec2.network)
        let ids = ["eu-west-1c", "eu-west-1a"].compactMap { subnets.subnet(inZone: $0)?.id }
        try scaling.makeGroup("subnets", desired: 2, ["VPCZoneIdentifier": ids.joined(separator: ",")])
        #expect(try scaling.group("subnets").memberList.map(\.subnetID) == ids)
        #expect(try scaling.group("subnets").settings.zones == ["eu-west-1a", "eu-west-1c"])
    }

    @Test func `carry the group's name, the tags that are to be propagated, and no others`() throws {
        try scaling.makeGroup(
            desired: 1,
            [
                "Tags.member.1.Key": "Name", "Tags.member.1.Value": "w",
                "Tags.member.1.PropagateAtLaunch": "true", "Tags.member.2.Key": "Owner",
                "Tags.member.2.Value": "me", "Tags.member.2.PropagateAtLaunch": "false",
            ]
        )
        let id = try #require(try scaling.instances().first)
        #expect(
            scaling.cloud.cloud.tags(of: id) == [
                Tag(key: "Name", value: "w"), Tag(key: "aws:autoscaling:groupName", value: "web"),
            ]
        )
        #expect(scaling.cloud.cloud.volumes(attachedTo: id).map(\.size).last == 20)
        let byTag = try scaling.cloud.ec2(
            "DescribeInstances",
            ["Filter.1.Name": "tag:aws:autoscaling:groupName", "Filter.1.Value.1": "web"]
        )
        #expect(Set(byTag.texts("instanceId")) == [id])
    }

    @Test func `that can't be launched leave a failed activity, and are tried again, later each time`() throws
    {
        try scaling.accept(
            "CreateLaunchConfiguration",
            [
                "LaunchConfigurationName": "broken", "ImageId": "ami-0123456789abcdef0",
                "InstanceType": "t3.micro", "SecurityGroups.member.1": "sg-0123456789abcdef0",
            ]
        )
        try scaling.makeGroup(desired: 0)
        try scaling.accept(
            "UpdateAutoScalingGroup",
            ["AutoScalingGroupName": "web", "LaunchConfigurationName": "broken", "DesiredCapacity": "2"]
        )
        let reason =
            "The security group 'sg-0123456789abcdef0' does not exist. Launching EC2 instance failed."
        let activity = try #require(scaling.activities.first)
        #expect(activity.status == .failed)
        #expect(activity.progress == 100)
        #expect(activity.statusMessage == reason)
        #expect(activity.description == "Launching a new EC2 instance.  Status Reason: \(reason)")
        #expect(activity.instanceID == nil)
        #expect(try scaling.instances().isEmpty)
        #expect(scaling.activities.count == 1)
        scaling.wait(14)
        #expect(scaling.activities.count == 1)
        scaling.wait(1)
        #expect(scaling.activities.count == 2)
        scaling.wait(29)
        #expect(scaling.activities.count == 2)
        scaling.wait(1)
        #expect(scaling.activities.count == 3)
        try scaling.accept(
            "UpdateAutoScalingGroup",
            ["AutoScalingGroupName": "web", "LaunchConfigurationName": "small"]
        )
        scaling.wait(1)
        #expect(try scaling.states() == ["InService", "InService"])
        #expect(scaling.activities.count == 5)
    }

    @Test func `that end behind the group's back are replaced`() throws {
        try scaling.makeGroup(desired: 1)
        let id = try #require(try scaling.instances().first)
        _ = try scaling.cloud.ec2("TerminateInstances", ["InstanceId.1": id])
        scaling.wait(6)
        let activities = scaling.activities
        #expect(activities[1].description == "Terminating EC2 instance: \(id)")
        #expect(
            activities[1].cause
                == "At 2026-01-15T12:00:05Z an instance was taken out of service in response to an EC2 health check "
                + "indicating it has been terminated or stopped."
        )
        #expect(
            activities[0].cause
                == "At 2026-01-15T12:00:05Z an instance was launched in response to an unhealthy instance needing to be "
                + "replaced."
        )
        #expect(try scaling.states() == ["InService"])
        #expect(try scaling.instances() != [id])
    }

    @Test func `that end before they serve are launch errors`() throws {
        try scaling.makeGroup(desired: 1, settles: false)
        let id = try #require(try scaling.instances().first)
        _ = try scaling.cloud.ec2("TerminateInstances", ["InstanceId.1": id])
        scaling.wait(3)
        let launch = try #require(scaling.activities.last)
        #expect(launch.status == .cancelled)
        #expect(launch.statusMessage.hasPrefix("Instance became unhealthy while waiting"))
        #expect(try scaling.states() == ["InService"])
    }

    @Test func `go when fewer are wanted, and are gone when EC2 has terminated them`() throws {
        try scaling.makeGroup(desired: 3)
        let first = try #require(try scaling.instances().first)
        try scaling.setCapacity(2)
        #expect(try scaling.states() == ["Terminating", "InService", "InService"])
        #expect(try scaling.instanceState(first) == .shuttingDown)
        let activity = try #require(scaling.activities.first)
        #expect(activity.status == .inProgress)
        #expect(
            activity.cause
                == "At 2026-01-15T12:00:02Z a user request explicitly set group desired capacity changing the desired "
                + "capacity from 3 to 2.  At 2026-01-15T12:00:02Z an instance was taken out of service in response to a "
                + "difference between desired and actual capacity, shrinking the capacity from 3 to 2.  "
                + "At 2026-01-15T12:00:02Z instance \(first) was selected for termination."
        )
        scaling.wait(1)
        #expect(try scaling.states() == ["InService", "InService"])
        #expect(scaling.activities.first?.status == .successful)
        #expect(scaling.activities.first?.id == activity.id)
    }

    @Test func `come and go by the thousand`() throws {
        try scaling.makeGroup(desired: 2_000, maximum: 2_000)
        #expect(try scaling.states().allSatisfy { $0 == "InService" })
        try scaling.setCapacity(0)
        scaling.wait(2)
        #expect(try scaling.instances().isEmpty)
    }
}
