import Testing

@testable import LocalAWS

@Suite struct `Suspended processes` {
    private let scaling: ScalingCloud

    init() throws {
        scaling = try ScalingCloud()
        try scaling.makeGroup(desired: 1)
    }

    private func suspend(_ process: String) throws {
        try scaling.accept(
            "SuspendProcesses",
            ["AutoScalingGroupName": "web", "ScalingProcesses.member.1": process]
        )
    }

    private func resume() throws {
        try scaling.accept("ResumeProcesses", ["AutoScalingGroupName": "web"])
    }

    @Test func `are shown, each with its reason`() throws {
        try suspend("Launch")
        let group = try scaling.accept("DescribeAutoScalingGroups")
        #expect(group.texts("ProcessName") == ["Launch"])
        #expect(group.texts("SuspensionReason") == ["User suspended at 2026-01-15T12:00:02Z"])
        try scaling.accept("SuspendProcesses", ["AutoScalingGroupName": "web"])
        #expect(try scaling.accept("DescribeAutoScalingGroups").texts("ProcessName").count == 9)
        try resume()
        #expect(try scaling.accept("DescribeAutoScalingGroups").texts("ProcessName").isEmpty)
        let unknown = try scaling.call(
            "SuspendProcesses",
            ["AutoScalingGroupName": "web", "ScalingProcesses.member.1": "Dance"]
        )
        #expect(unknown.code == "ValidationError")
    }

    @Test func `launch nothing, and make up for it when they are resumed`() throws {
        try suspend("Launch")
        try scaling.setCapacity(2)
        scaling.wait(60)
        #expect(try scaling.states() == ["InService"])
        try resume()
        scaling.wait(1)
        #expect(try scaling.states() == ["InService", "InService"])
        #expect(
            scaling.activities[0].cause.hasPrefix(
                "At 2026-01-15T12:00:02Z a user request explicitly set group desired capacity changing the desired "
                    + "capacity from 1 to 2.  At 2026-01-15T12:01:02Z an instance was started"
            )
        )
    }

    @Test func `end nothing, and make up for it when they are resumed`() throws {
        try suspend("Terminate")
        try scaling.setCapacity(0)
        scaling.wait(60)
        #expect(try scaling.states() == ["InService"])
        try resume()
        scaling.wait(1)
        #expect(try scaling.states().isEmpty)
    }

    @Test(arguments: [("HealthCheck", "Healthy"), ("ReplaceUnhealthy", "Unhealthy")])
    func `replace nothing that has ended`(process: String, health: String) throws {
        try suspend(process)
        let id = try scaling.instances()[0]
        _ = try scaling.cloud.ec2("TerminateInstances", ["InstanceId.1": id])
        scaling.wait(60)
        #expect(try scaling.instances() == [id])
        #expect(try scaling.group().memberList.map(\.healthStatus) == [health])
        try resume()
        scaling.wait(6)
        #expect(try scaling.states() == ["InService"])
        #expect(try scaling.instances() != [id])
    }
}
