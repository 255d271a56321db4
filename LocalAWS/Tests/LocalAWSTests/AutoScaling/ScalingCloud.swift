import Platform
import Testing

@testable import LocalAWS

/// A cloud with a launch configuration, and a client of its Auto Scaling.
struct ScalingCloud {
    let cloud: TestCloud

    init(timings: CloudTimings = CloudTimings()) throws {
        try self.init(cloud: TestCloud(timings: timings))
    }

    /// The same in a cloud that has more.
    init(cloud: TestCloud) throws {
        self.cloud = cloud
        try accept(
            "CreateLaunchConfiguration",
            [
                "LaunchConfigurationName": "small", "ImageId": "ami-0123456789abcdef0",
                "InstanceType": "t3.micro", "BlockDeviceMappings.member.1.DeviceName": "/dev/sdf",
                "BlockDeviceMappings.member.1.Ebs.VolumeSize": "20",
            ]
        )
    }

    /// Calls, whatever comes back.
    func call(_ action: String, _ parameters: KeyValuePairs<String, String> = [:]) throws -> Reply {
        try cloud.query(.autoScaling, action, parameters)
    }

    /// Calls, and expects success.
    @discardableResult
    func accept(_ action: String, _ parameters: KeyValuePairs<String, String> = [:]) throws -> Reply {
        let reply = try call(action, parameters)
        try #require(reply.status == 200, "\(action): \(reply.body)")
        return reply
    }

    /// Makes a group, and lets a moment pass in which its instances come into service.
    func makeGroup(
        _ name: String = "web",
        desired: Int,
        minimum: Int = 0,
        maximum: Int = 10,
        _ more: KeyValuePairs<String, String> = [:],
        settles: Bool = true
    ) throws {
        var pairs = [
            ("Action", "CreateAutoScalingGroup"), ("Version", "2011-01-01"),
            ("AutoScalingGroupName", name), ("MinSize", "\(minimum)"), ("MaxSize", "\(maximum)"),
            ("DesiredCapacity", "\(desired)"),
        ]
        if !more.contains(where: { $0.key.hasPrefix("LaunchTemplate") }) {
            pairs.append(("LaunchConfigurationName", "small"))
        }
        if !more.contains(where: { $0.key.hasPrefix("VPCZone") || $0.key.hasPrefix("AvailabilityZones") }) {
            pairs += [
                ("AvailabilityZones.member.1", "eu-west-1a"), ("AvailabilityZones.member.2", "eu-west-1b"),
            ]
        }
        let form = TestCloud.form(pairs + more.map { ($0.key, $0.value) })
        let reply = try cloud.send(TestCloud.signed(form, service: "autoscaling"))
        try #require(reply.status == 200, "\(reply.body)")
        if settles { wait(2) }
    }

    func setCapacity(_ capacity: Int, of name: String = "web") throws {
        try accept(
            "SetDesiredCapacity",
            ["AutoScalingGroupName": name, "DesiredCapacity": "\(capacity)"]
        )
    }

    /// Lets time pass.
    func wait(_ seconds: Double) {
        cloud.wait(.milliseconds(Int64(seconds * 1_000)))
    }

    /// The state of Auto Scaling.
    var state: AutoScalingState {
        cloud.cloud.snapshot().regions[cloud.region]?.autoScaling ?? AutoScalingState()
    }

    /// The group as it is.
    func group(_ name: String = "web") throws -> AutoScalingGroup {
        try state.group(name)
    }

    /// The states of a group's instances, in the order in which they came.
    func states(_ name: String = "web") throws -> [String] {
        try group(name).memberList.map(\.state.rawValue)
    }

    /// The identifiers of a group's instances, in the order in which they came.
    func instances(_ name: String = "web") throws -> [String] {
        try group(name).memberList.map(\.id)
    }

    /// The activities of all groups, newest first.
    var activities: [Activity] { Array(state.activities.newestFirst) }

    /// The state of an instance at EC2.
    func instanceState(_ id: String) throws -> InstanceState? {
        let ec2 = try #require(cloud.cloud.snapshot().regions[cloud.region]?.ec2)
        return ec2.instances[id]?.state(at: cloud.cloud.clock.now)
    }
}
