import Testing

@testable import LocalAWS

@Suite struct `EC2 volumes` {
    private let cloud: TestCloud

    init() throws { cloud = try TestCloud() }

    @Test func `a volume is creating, then available`() throws {
        let created = try cloud.ec2(
            "CreateVolume",
            ["AvailabilityZone": "eu-west-1a", "Size": "8", "VolumeType": "gp3"]
        )
        #expect(created.status == 200)
        #expect(created.text("status") == "creating")
        #expect(created.text("iops") == "3000")
        #expect(created.text("throughput") == "125")
        #expect(created.text("createTime") == "2026-01-15T12:00:00.000Z")
        cloud.wait(.seconds(1))
        let id = try #require(created.text("volumeId"))
        #expect(id.wholeMatch(of: /vol-[0-9a-f]{17}/) != nil)
        let described = try cloud.ec2("DescribeVolumes", ["VolumeId.1": id])
        #expect(described.text("status") == "available")
        #expect(described.body.contains("<attachmentSet></attachmentSet>"))
        #expect(described.text("availabilityZoneId") == "euw1-az1")
    }

    @Test(arguments: [
        (["Size": "8"], "MissingParameter"),
        (["AvailabilityZone": "eu-west-1a"], "MissingParameter"),
        (["AvailabilityZone": "us-east-1a", "Size": "8"], "InvalidZone.NotFound"),
        (["AvailabilityZone": "eu-west-1a", "Size": "8", "VolumeType": "gp9"], "UnknownVolumeType"),
        (["AvailabilityZone": "eu-west-1a", "Size": "8", "VolumeType": "st1"], "InvalidParameterValue"),
        (["AvailabilityZone": "eu-west-1a", "Size": "20000"], "InvalidParameterValue"),
        (["AvailabilityZone": "eu-west-1a", "Size": "8", "Iops": "3000"], "InvalidParameterCombination"),
        (["AvailabilityZone": "eu-west-1a", "Size": "8", "VolumeType": "io1"], "MissingParameter"),
        (["AvailabilityZone": "eu-west-1a", "Size": "eight"], "InvalidParameterValue"),
        (["AvailabilityZone": "eu-west-1a", "Size": "8", "KmsKeyId": "k"], "InvalidParameterDependency"),
        (
            ["AvailabilityZone": "eu-west-1a", "SnapshotId": "snap-0123456789abcdef0"],
            "InvalidSnapshot.NotFound"
        ),
        (["AvailabilityZone": "eu-west-1a", "Size": "8", "OutpostArn": "a"], "UnsupportedOperation"),
    ])
    func `a volume that can't be is refused`(parameters: [String: String], code: String) throws {
        let pairs =
            [("Action", "CreateVolume"), ("Version", "2016-11-15")] + parameters.map { ($0.key, $0.value) }
        let reply = cloud.send(try TestCloud.signed(TestCloud.form(pairs)))
        #expect(reply.status == 400)
        #expect(reply.code == code, "\(reply.message ?? "")")
    }

    @Test func `the same client token makes one volume, and with other parameters none`() throws {
        func create(size: String) throws -> Reply {
            try cloud.ec2(
                "CreateVolume",
                ["AvailabilityZone": "eu-west-1a", "Size": size, "ClientToken": "token-1"]
            )
        }
        let first = try create(size: "8")
        let second = try create(size: "8")
        #expect(first.text("volumeId") == second.text("volumeId"))
        #expect(try cloud.ec2("DescribeVolumes").texts("volumeId").count == 1)
        #expect(try create(size: "9").code == "IdempotentParameterMismatch")
    }

    @Test func `a volume is attached, detached and deleted, each taking its time`() throws {
        let instance = try cloud.launchInstance()
        let volume = try cloud.makeVolume()
        let attached = try cloud.ec2(
            "AttachVolume",
            ["VolumeId": volume, "InstanceId": instance.instanceID, "Device": "/dev/sdz"]
        )
        #expect(attached.text("status") == "attaching")
        #expect(attached.text("deleteOnTermination") == "false")
        cloud.wait(.seconds(1))
        #expect(cloud.cloud.volumes(attachedTo: instance.instanceID).map(\.device).last == "/dev/sdz")
        #expect(try cloud.ec2("DeleteVolume", ["VolumeId": volume]).code == "VolumeInUse")

        let detached = try cloud.ec2("DetachVolume", ["VolumeId": volume])
        #expect(detached.text("status") == "detaching")
        #expect(detached.text("instanceId") == instance.instanceID)
        cloud.wait(.seconds(1))
        #expect(try cloud.ec2("DescribeVolumes", ["VolumeId.1": volume]).text("status") == "available")
        #expect(try cloud.ec2("DetachVolume", ["VolumeId": volume]).code == "IncorrectState")

        #expect(try cloud.ec2("DeleteVolume", ["VolumeId": volume]).text("return") == "true")
        #expect(try cloud.ec2("DescribeVolumes", ["VolumeId.1": volume]).text("status") == "deleting")
        cloud.wait(.seconds(1))
        #expect(try cloud.ec2("DescribeVolumes", ["VolumeId.1": volume]).code == "InvalidVolume.NotFound")
    }

    @Test func `a volume is attached only where it fits`() throws {
        let instance = try cloud.launchInstance()
        let volume = try cloud.makeVolume()
        let elsewhere = try cloud.ec2("CreateVolume", ["AvailabilityZone": "eu-west-1b", "Size": "8"])
        cloud.wait(.seconds(1))
        func attach(_ volume: String, to instance: String, as device: String) throws -> String? {
            try cloud.ec2("AttachVolume", ["VolumeId": volume, "InstanceId": instance, "Device": device]).code
        }
        let there = try #require(elsewhere.text("volumeId"))
        #expect(try attach(there, to: instance.instanceID, as: "/dev/sdz") == "InvalidVolume.ZoneMismatch")
        #expect(try attach(volume, to: instance.instanceID, as: "/dev/xvda") == "InvalidParameterValue")
        #expect(try attach(volume, to: instance.instanceID, as: "C:") == "InvalidParameterValue")
        #expect(try attach(volume, to: "i-0123456789abcdef0", as: "/dev/sdz") == "InvalidInstanceID.NotFound")
        #expect(
            try attach("vol-0123456789abcdef0", to: instance.instanceID, as: "/dev/sdz")
                == "InvalidVolume.NotFound"
        )
        #expect(try attach(instance.volumeIDs[0], to: instance.instanceID, as: "/dev/sdz") == "VolumeInUse")
    }

    @Test func `the root volume of an instance stays on it`() throws {
        let instance = try cloud.launchInstance()
        #expect(
            try cloud.ec2("DetachVolume", ["VolumeId": instance.volumeIDs[0]]).code == "OperationNotPermitted"
        )
        let wrong = try cloud.ec2(
            "DetachVolume",
            ["VolumeId": instance.volumeIDs[1], "InstanceId": instance.instanceID, "Device": "/dev/sdq"]
        )
        #expect(wrong.code == "InvalidAttachment.NotFound")
    }

    @Test(arguments: [
        ("vol-xyz", "InvalidVolumeID.Malformed", "Invalid id: \"vol-xyz\""),
        (
            "foo", "InvalidParameterValue",
            "Value (foo) for parameter volumes is invalid. Expected: 'vol-...'."
        ),
        (
            "vol-0123456789abcdef0", "InvalidVolume.NotFound",
            "The volume 'vol-0123456789abcdef0' does not exist."
        ),
    ])
    func `an identifier that is malformed or unknown is refused in AWS's words`(
        id: String,
        code: String,
        message: String
    ) throws {
        let reply = try cloud.ec2("DescribeVolumes", ["VolumeId.1": id])
        #expect(reply.status == 400)
        #expect(reply.code == code)
        #expect(reply.message == message)
    }

    @Test func `a volume from a snapshot is as large and as secret as the snapshot, or larger`() throws {
        let source = try cloud.makeVolume(["Size": "10", "Encrypted": "true"])
        let snapshot = try #require(try cloud.ec2("CreateSnapshot", ["VolumeId": source]).text("snapshotId"))
        func create(_ size: String) throws -> Reply {
            try cloud.ec2(
                "CreateVolume",
                ["AvailabilityZone": "eu-west-1a", "SnapshotId": snapshot, "Size": size]
            )
        }
        #expect(try create("12").code == "IncorrectState")
        cloud.wait(.seconds(3))
        #expect(try create("9").code == "InvalidBlockDeviceMapping")
        let larger = try create("12")
        #expect(larger.text("size") == "12")
        #expect(larger.text("encrypted") == "true")
        #expect(larger.text("kmsKeyId")?.hasPrefix("arn:aws:kms:eu-west-1:111122223333:key/") == true)
        #expect(try create("").text("size") == "10")
    }
}
