import Testing

@testable import LocalAWS

@Suite struct `EC2 snapshots` {
    private let cloud: TestCloud

    init() throws { cloud = try TestCloud() }

    @Test func `a snapshot is pending, progresses and is completed`() throws {
        let volume = try cloud.makeVolume()
        let created = try cloud.ec2(
            "CreateSnapshot",
            [
                "VolumeId": volume, "Description": "boot of (a/b) ~ü <&>",
                "TagSpecification.1.ResourceType": "snapshot",
                "TagSpecification.1.Tag.1.Key": "Name", "TagSpecification.1.Tag.1.Value": "web 1",
                "TagSpecification.1.Tag.2.Key": "empty", "TagSpecification.1.Tag.2.Value": "",
            ]
        )
        #expect(created.text("status") == "pending")
        #expect(created.text("progress") == "0%")
        #expect(created.text("ownerId") == "111122223333")
        #expect(created.text("description") == "boot of (a/b) ~ü <&>")
        #expect(created.texts("key") == ["Name", "empty"])
        let id = try #require(created.text("snapshotId"))
        cloud.wait(.seconds(1))
        #expect(try cloud.ec2("DescribeSnapshots", ["SnapshotId.1": id]).text("progress") == "50%")
        cloud.wait(.seconds(1))
        let completed = try cloud.ec2("DescribeSnapshots", ["SnapshotId.1": id])
        #expect(completed.text("status") == "completed")
        #expect(completed.text("progress") == "100%")
        #expect(completed.text("completionTime") != nil)
    }

    @Test func `a second snapshot of a volume has to wait 15 seconds`() throws {
        let volume = try cloud.makeVolume()
        #expect(try cloud.ec2("CreateSnapshot", ["VolumeId": volume]).status == 200)
        cloud.wait(.milliseconds(14_999))
        let early = try cloud.ec2("CreateSnapshot", ["VolumeId": volume])
        #expect(early.status == 400)
        #expect(early.code == "SnapshotCreationPerVolumeRateExceeded")
        cloud.wait(.milliseconds(1))
        #expect(try cloud.ec2("CreateSnapshot", ["VolumeId": volume]).status == 200)
    }

    @Test(arguments: [("gp3", 5), ("st1", 1)])
    func `only so many snapshots of a volume may be pending`(type: String, limit: Int) throws {
        let slow = try TestCloud(timings: CloudTimings(snapshotCompletion: .seconds(1_000)))
        let volume = try slow.makeVolume(["Size": "125", "VolumeType": type])
        for _ in 0..<limit {
            #expect(try slow.ec2("CreateSnapshot", ["VolumeId": volume]).status == 200)
            slow.wait(.seconds(15))
        }
        #expect(
            try slow.ec2("CreateSnapshot", ["VolumeId": volume]).code == "ConcurrentSnapshotLimitExceeded"
        )
        slow.wait(.seconds(1_000))
        #expect(try slow.ec2("CreateSnapshot", ["VolumeId": volume]).status == 200)
    }

    @Test func `a volume that is still being made has no snapshot`() throws {
        let created = try cloud.ec2("CreateVolume", ["AvailabilityZone": "eu-west-1a", "Size": "8"])
        let volume = try #require(created.text("volumeId"))
        #expect(try cloud.ec2("CreateSnapshot", ["VolumeId": volume]).code == "IncorrectState")
    }

    @Test func `the snapshots of an instance are made together, without what is excluded`() throws {
        let instance = try cloud.launchInstance(dataVolumes: 3)
        let made = try cloud.ec2(
            "CreateSnapshots",
            [
                "InstanceSpecification.InstanceId": instance.instanceID,
                "InstanceSpecification.ExcludeBootVolume": "true",
                "InstanceSpecification.ExcludeDataVolumeId.1": instance.volumeIDs[2],
            ]
        )
        #expect(made.texts("volumeId") == [instance.volumeIDs[1], instance.volumeIDs[3]])
        #expect(made.texts("state") == ["pending", "pending"])
        #expect(made.text("status") == nil)
        let again = try cloud.ec2(
            "CreateSnapshots",
            ["InstanceSpecification.InstanceId": instance.instanceID]
        )
        #expect(again.code == "SnapshotCreationPerVolumeRateExceeded")
        #expect(cloud.cloud.snapshots().count == 2, "a set is made whole or not at all")
    }

    @Test func `tags are copied from the volumes when asked for, but not AWS's, and the call's own win`()
        throws
    {
        let instance = try cloud.launchInstance()
        for volume in instance.volumeIDs {
            _ = try cloud.ec2(
                "CreateTags",
                [
                    "ResourceId.1": volume, "Tag.1.Key": "Of", "Tag.1.Value": volume, "Tag.2.Key": "By",
                    "Tag.2.Value": "v",
                ]
            )
        }
        let made = try cloud.ec2(
            "CreateSnapshots",
            [
                "InstanceSpecification.InstanceId": instance.instanceID, "CopyTagsFromSource": "volume",
                "TagSpecification.1.ResourceType": "snapshot", "TagSpecification.1.Tag.1.Key": "By",
                "TagSpecification.1.Tag.1.Value": "call",
            ]
        )
        #expect(made.texts("value") == instance.volumeIDs.flatMap { [$0, "call"] })
    }

    @Test func `an exclusion that means nothing is refused`() throws {
        let instance = try cloud.launchInstance()
        func make(_ name: String, _ value: String) throws -> String? {
            try cloud.ec2(
                "CreateSnapshots",
                ["InstanceSpecification.InstanceId": instance.instanceID, name: value]
            ).code
        }
        let name = "InstanceSpecification.ExcludeDataVolumeId.1"
        #expect(try make(name, instance.volumeIDs[0]) == "InvalidParameterValue")
        #expect(try make(name, "vol-0123456789abcdef0") == "InvalidParameterValue")
        #expect(try make("CopyTagsFromSource", "instance") == "InvalidParameterValue")
        #expect(try make("Location", "local") == "InvalidParameterValue")
    }

    @Test func `without an owner the public snapshots are listed, too`() throws {
        let volume = try cloud.makeVolume()
        let own = try #require(try cloud.ec2("CreateSnapshot", ["VolumeId": volume]).text("snapshotId"))
        #expect(try cloud.ec2("DescribeSnapshots").texts("snapshotId").count > 1)
        #expect(try cloud.ec2("DescribeSnapshots", ["Owner.1": "self"]).texts("snapshotId") == [own])
        #expect(try cloud.ec2("DescribeSnapshots", ["Owner.1": "111122223333"]).texts("snapshotId") == [own])
        #expect(try !cloud.ec2("DescribeSnapshots", ["Owner.1": "amazon"]).texts("snapshotId").contains(own))
        #expect(
            try !cloud.ec2("DescribeSnapshots", ["RestorableBy.1": "all"]).texts("snapshotId").contains(own)
        )
    }

    @Test func `a pending snapshot is deleted when it is completed`() throws {
        let volume = try cloud.makeVolume()
        let id = try #require(try cloud.ec2("CreateSnapshot", ["VolumeId": volume]).text("snapshotId"))
        #expect(try cloud.ec2("DeleteSnapshot", ["SnapshotId": id]).text("return") == "true")
        #expect(try cloud.ec2("DescribeSnapshots", ["SnapshotId.1": id]).text("status") == "pending")
        cloud.wait(.seconds(2))
        #expect(try cloud.ec2("DescribeSnapshots", ["SnapshotId.1": id]).code == "InvalidSnapshot.NotFound")
        #expect(try cloud.ec2("DeleteSnapshot", ["SnapshotId": id]).code == "InvalidSnapshot.NotFound")
    }

    @Test func `the snapshot of an image is in use`() throws {
        let image = try #require(try cloud.ec2("DescribeImages").text("snapshotId"))
        #expect(try cloud.ec2("DeleteSnapshot", ["SnapshotId": image]).code == "InvalidSnapshot.InUse")
    }

    @Test func `a description is no longer than 255 characters`() throws {
        let volume = try cloud.makeVolume()
        let long = String(repeating: "ü", count: 256)
        #expect(
            try cloud.ec2("CreateSnapshot", ["VolumeId": volume, "Description": long]).code
                == "InvalidParameterValue"
        )
        #expect(
            try cloud.ec2("CreateSnapshot", ["VolumeId": volume, "Description": String(long.dropLast())])
                .status == 200
        )
    }

    @Test(arguments: [
        ("vol-xyz", "InvalidVolumeID.Malformed"), ("x", "InvalidParameterValue"), ("", "MissingParameter"),
        ("vol-0123456789abcdef0", "InvalidVolume.NotFound"),
    ])
    func `a volume that is none is refused`(id: String, code: String) throws {
        #expect(try cloud.ec2("CreateSnapshot", ["VolumeId": id]).code == code)
    }
}
