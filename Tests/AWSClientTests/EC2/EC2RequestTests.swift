import LoopbackServer
import Testing

@testable import AWSClient

@Suite(.timeLimit(.minutes(1))) struct `A call of EC2` {
    private let tags = [Tag(key: "Name", value: "web 1"), Tag(key: "k2", value: "")]

    @Test func `to describe volumes is sent with its filters and a page size`() async throws {
        let fake = try FakeService(replies: [.fixture("DescribeVolumes.none")])
        _ = try await fake.ec2.describeVolumes(filters: attached)
        #expect(
            fake.forms == [
                "Action=DescribeVolumes&Version=2016-11-15&Filter.1.Name=attachment.instance-id"
                    + "&Filter.1.Value.1=i-0123456789abcdef0&MaxResults=500"
            ]
        )
    }

    @Test func `to describe snapshots never asks for those of others`() async throws {
        let fake = try FakeService(replies: [.fixture("DescribeSnapshots.none")])
        _ = try await fake.ec2.describeSnapshots(filters: [.tag("ActivityId", exactly: ["x", "a*b?c\\d"])])
        #expect(
            fake.forms == [
                "Action=DescribeSnapshots&Version=2016-11-15&Owner.1=self&Filter.1.Name=tag%3AActivityId"
                    + "&Filter.1.Value.1=x&Filter.1.Value.2=a%5C%2Ab%5C%3Fc%5C%5Cd&MaxResults=500"
            ]
        )
    }

    @Test func `to describe instances has no page size beside its identifiers`() async throws {
        let fake = try FakeService(replies: [.fixture("DescribeInstances.none")])
        _ = try await fake.ec2.describeInstances(instanceIDs: ["i-0123456789abcdef0", "i-01234567"])
        #expect(
            fake.forms == [
                "Action=DescribeInstances&Version=2016-11-15&InstanceId.1=i-0123456789abcdef0&InstanceId.2=i-01234567"
            ]
        )
    }

    @Test func `to create a snapshot brings its tags along`() async throws {
        let fake = try FakeService(replies: [.snapshot, .snapshot])
        let description = "boot of i-0123456789abcdef0 (a/b) ~ü"
        _ = try await fake.ec2.createSnapshot(
            volumeID: "vol-0aaaaaaaaaaaaaaa1",
            description: description,
            tags: tags
        )
        _ = try await fake.ec2.createSnapshot(volumeID: "vol-0aaaaaaaaaaaaaaa1", description: "", tags: [])
        #expect(
            fake.forms == [
                "Action=CreateSnapshot&Version=2016-11-15&VolumeId=vol-0aaaaaaaaaaaaaaa1"
                    + "&Description=boot%20of%20i-0123456789abcdef0%20%28a%2Fb%29%20~%C3%BC"
                    + "&TagSpecification.1.ResourceType=snapshot&TagSpecification.1.Tag.1.Key=Name"
                    + "&TagSpecification.1.Tag.1.Value=web%201&TagSpecification.1.Tag.2.Key=k2"
                    + "&TagSpecification.1.Tag.2.Value=",
                "Action=CreateSnapshot&Version=2016-11-15&VolumeId=vol-0aaaaaaaaaaaaaaa1&Description=",
            ]
        )
    }

    @Test func `to create snapshots names the instance and what to leave out`() async throws {
        let fake = try FakeService(replies: [.fixture("CreateSnapshots.pending")])
        _ = try await fake.ec2.createSnapshots(
            instanceID: "i-0123456789abcdef0",
            excludeBootVolume: true,
            excludeDataVolumeIDs: ["vol-0aaaaaaaaaaaaaaa2"],
            description: "d",
            tags: [Tag(key: "Name", value: "web 1")],
            copyTagsFromVolume: true
        )
        #expect(
            fake.forms == [
                "Action=CreateSnapshots&Version=2016-11-15&InstanceSpecification.InstanceId=i-0123456789abcdef0"
                    + "&InstanceSpecification.ExcludeBootVolume=true"
                    + "&InstanceSpecification.ExcludeDataVolumeId.1=vol-0aaaaaaaaaaaaaaa2&Description=d"
                    + "&CopyTagsFromSource=volume&TagSpecification.1.ResourceType=snapshot"
                    + "&TagSpecification.1.Tag.1.Key=Name&TagSpecification.1.Tag.1.Value=web%201"
            ]
        )
    }

    @Test func `to create tags and to delete a snapshot says which`() async throws {
        let fake = try FakeService(replies: [.fixture("CreateTags.done"), .fixture("DeleteSnapshot.done")])
        try await fake.ec2.createTags(tags, resourceIDs: ["i-0123456789abcdef0", "snap-0dddddddddddddd01"])
        try await fake.ec2.deleteSnapshot("snap-0dddddddddddddd01")
        #expect(
            fake.forms == [
                "Action=CreateTags&Version=2016-11-15&ResourceId.1=i-0123456789abcdef0"
                    + "&ResourceId.2=snap-0dddddddddddddd01&Tag.1.Key=Name&Tag.1.Value=web%201&Tag.2.Key=k2"
                    + "&Tag.2.Value=",
                "Action=DeleteSnapshot&Version=2016-11-15&SnapshotId=snap-0dddddddddddddd01",
            ]
        )
    }

    @Test func `that is answered with return false is an error`() async throws {
        let reply = "<DeleteSnapshotResponse><return>false</return></DeleteSnapshotResponse>"
        let fake = try FakeService(replies: [.response(200, body: reply)])
        let error = await failure { () throws(AWSClientError) in
            try await fake.ec2.deleteSnapshot("snap-0dddddddddddddd01")
        }
        guard case .response(let response) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(response.problem == "it says <return>false</return>")
    }
}
