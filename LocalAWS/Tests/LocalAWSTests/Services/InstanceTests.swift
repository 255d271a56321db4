import Testing

@testable import LocalAWS

@Suite struct `EC2 instances` {
    private let cloud: TestCloud

    init() throws { cloud = try TestCloud() }

    private func run(_ more: KeyValuePairs<String, String> = [:]) throws -> Reply {
        let pairs = [
            ("Action", "RunInstances"), ("Version", "2016-11-15"), ("ImageId", "ami-0123456789abcdef0"),
            ("MinCount", "1"), ("MaxCount", "1"),
        ].filter { pair in !more.contains { $0.key == pair.0 } }
        return cloud.send(try TestCloud.signed(TestCloud.form(pairs + more.map { ($0.key, $0.value) })))
    }

    @Test func `an instance is pending, runs, shuts down and is terminated for an hour`() throws {
        let launched = try run(["InstanceType": "t3.micro"])
        let id = try #require(launched.text("instanceId"))
        #expect(launched.texts("name").first == "pending")
        func state() throws -> [String] {
            try cloud.ec2("DescribeInstances", ["InstanceId.1": id]).texts("name").filter { $0 != "default" }
        }
        cloud.wait(.seconds(1))
        #expect(try state() == ["running"])
        let ended = try cloud.ec2("TerminateInstances", ["InstanceId.1": id])
        #expect(ended.texts("code") == ["32", "16"])
        cloud.wait(.seconds(1))
        #expect(try state() == ["terminated"])
        #expect(try cloud.ec2("TerminateInstances", ["InstanceId.1": id]).texts("code") == ["48", "48"])
        cloud.wait(.seconds(3_599))
        #expect(try state() == ["terminated"])
        cloud.wait(.seconds(1))
        #expect(try cloud.ec2("DescribeInstances", ["InstanceId.1": id]).code == "InvalidInstanceID.NotFound")
    }

    @Test func `its volumes are there at once, and end with it if they are to`() throws {
        let launched = try run([
            "BlockDeviceMapping.1.DeviceName": "/dev/xvda", "BlockDeviceMapping.1.Ebs.VolumeSize": "20",
            "BlockDeviceMapping.1.Ebs.DeleteOnTermination": "false",
            "BlockDeviceMapping.2.DeviceName": "/dev/sdf",
            "BlockDeviceMapping.2.Ebs.VolumeSize": "30", "BlockDeviceMapping.3.DeviceName": "/dev/sdg",
            "BlockDeviceMapping.3.NoDevice": "", "TagSpecification.1.ResourceType": "volume",
            "TagSpecification.1.Tag.1.Key": "a", "TagSpecification.1.Tag.1.Value": "b",
        ])
        #expect(launched.texts("status").prefix(2) == ["attaching", "attaching"])
        let id = try #require(launched.text("instanceId"))
        let volumes = cloud.cloud.volumes(attachedTo: id)
        #expect(volumes.map(\.device) == ["/dev/xvda", "/dev/sdf"])
        #expect(volumes.map(\.size) == [20, 30])
        #expect(cloud.cloud.tags(of: volumes[0].id) == [Tag(key: "a", value: "b")])
        cloud.wait(.seconds(2))
        _ = try cloud.ec2("TerminateInstances", ["InstanceId.1": id])
        #expect(
            try cloud.ec2("DescribeVolumes").texts("volumeId").count == 4,
            "each twice: volume and attachment"
        )
        cloud.wait(.seconds(2))
        let left = try cloud.ec2("DescribeVolumes")
        #expect(left.texts("volumeId") == [volumes[0].id])
        #expect(left.text("status") == "available")
    }

    @Test func `as many are launched as fit between the counts, in one reservation`() throws {
        let reply = try run(["MinCount": "2", "MaxCount": "3"])
        #expect(reply.texts("instanceId").count == 3)
        #expect(reply.texts("amiLaunchIndex") == ["0", "1", "2"])
        #expect(Set(reply.texts("privateIpAddress")).count == 3)
        #expect(try run(["MinCount": "3000", "MaxCount": "3000"]).code == "InstanceLimitExceeded")
        #expect(try run(["MinCount": "3", "MaxCount": "2"]).code == "InvalidParameterCombination")
        #expect(try run(["MinCount": "0"]).code == "InvalidParameterValue")
    }

    @Test(arguments: [
        ("ImageId", "ami-x", "InvalidAMIID.Malformed"),
        ("ImageId", "", "MissingParameter"),
        ("InstanceType", "big", "InvalidParameterValue"),
        ("SubnetId", "subnet-1", "InvalidSubnetID.NotFound"),
        ("SecurityGroupId.1", "sg-1", "InvalidGroup.NotFound"),
        ("Placement.AvailabilityZone", "eu-west-1z", "InvalidParameterValue"),
        ("KeyName", "k", "InvalidKeyPair.NotFound"),
        ("UserData", "no base64!", "InvalidParameterValue"),
        ("BlockDeviceMapping.1.Ebs.VolumeSize", "8", "MissingParameter"),
        ("BlockDeviceMapping.1.VirtualName", "ephemeral0", "MissingParameter"),
    ])
    func `what can't be launched is refused, and nothing is launched`(
        name: String,
        value: String,
        code: String
    ) throws {
        #expect(try run([name: value]).code == code)
        #expect(try cloud.ec2("DescribeInstances").texts("instanceId").isEmpty)
        #expect(try cloud.ec2("DescribeVolumes").texts("volumeId").isEmpty)
    }

    @Test func `an image of the catalogue runs only on its architecture`() throws {
        let images = try cloud.ec2(
            "DescribeImages",
            ["Filter.1.Name": "architecture", "Filter.1.Value.1": "arm64"]
        )
        let image = try #require(images.text("imageId"))
        #expect(try run(["ImageId": image, "InstanceType": "t3.micro"]).code == "InvalidParameterValue")
        #expect(try run(["ImageId": image, "InstanceType": "t4g.micro"]).status == 200)
    }

    @Test func `the same client token launches once`() throws {
        let first = try run(["ClientToken": "t"])
        #expect(try run(["ClientToken": "t"]).text("instanceId") == first.text("instanceId"))
        #expect(
            try run(["ClientToken": "t", "InstanceType": "t3.micro"]).code == "IdempotentParameterMismatch"
        )
        #expect(try cloud.ec2("DescribeInstances").texts("reservationId").count == 1)
    }

    @Test func `an unknown instance among several ends none`() throws {
        let known = try cloud.launchInstance()
        let reply = try cloud.ec2(
            "TerminateInstances",
            ["InstanceId.1": known.instanceID, "InstanceId.2": "i-0123456789abcdef0"]
        )
        #expect(reply.code == "InvalidInstanceID.NotFound")
        #expect(reply.message == "The instance ID 'i-0123456789abcdef0' does not exist")
        #expect(try cloud.ec2("DescribeInstances").text("code") == "16")
        #expect(
            try cloud.ec2("TerminateInstances", ["InstanceId.1": "i-x"]).code == "InvalidInstanceID.Malformed"
        )
    }

    @Test func `only running instances have a status, unless all are asked for`() throws {
        _ = try run()
        #expect(try cloud.ec2("DescribeInstanceStatus").texts("instanceId").isEmpty)
        let all = try cloud.ec2("DescribeInstanceStatus", ["IncludeAllInstances": "true"])
        #expect(all.texts("status").first == "not-applicable")
        cloud.wait(.seconds(1))
        #expect(try cloud.ec2("DescribeInstanceStatus").texts("status").contains("ok"))
    }

    @Test func `addresses run out and come back`() throws {
        for _ in 0..<4 { #expect(try run(["MinCount": "1", "MaxCount": "1000"]).status == 200) }
        #expect(
            try run(["MinCount": "1000", "MaxCount": "1000"]).code == "InsufficientFreeAddressesInSubnet"
        )
        let rest = try run(["MinCount": "1", "MaxCount": "1000"])
        #expect(rest.texts("amiLaunchIndex").count == 91)
    }

    @Test func `what is new may be invisible for a while`() throws {
        let slow = try TestCloud(timings: CloudTimings(visibilityDelay: .seconds(3)))
        let volume = try #require(
            try slow.ec2("CreateVolume", ["AvailabilityZone": "eu-west-1a", "Size": "8"]).text("volumeId")
        )
        slow.wait(.seconds(2))
        #expect(try slow.ec2("CreateSnapshot", ["VolumeId": volume]).code == "InvalidVolume.NotFound")
        #expect(try slow.ec2("DescribeVolumes").texts("volumeId").isEmpty)
        slow.wait(.seconds(1))
        #expect(try slow.ec2("DescribeVolumes").texts("volumeId") == [volume])
    }
}
