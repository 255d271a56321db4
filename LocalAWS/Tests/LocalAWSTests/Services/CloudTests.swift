import Foundation
import HTTPTypes
import Platform
import Testing

@testable import LocalAWS

@Suite struct `The cloud` {
    /// A story with happy and unhappy calls.
    private func tell(to cloud: TestCloud) throws -> [ServiceResponse] {
        let instance = try cloud.launchInstance()
        return [
            try cloud.ec2("CreateSnapshots", ["InstanceSpecification.InstanceId": instance.instanceID]),
            try cloud.ec2("CreateSnapshot", ["VolumeId": instance.volumeIDs[0]]),
            try cloud.ec2("CreateTags", ["ResourceId.1": instance.instanceID, "Tag.1.Key": "Snapshots"]),
            try cloud.ec2("DescribeInstances"), try cloud.ec2("DescribeVolumes"),
            try cloud.ec2("DescribeSnapshots"),
            try cloud.ec2("DescribeTags"), try cloud.ec2("DescribeImages"),
            try cloud.sts("GetCallerIdentity"),
        ].map(\.response)
    }

    @Test func `the same seed and the same calls make the same bytes`() throws {
        let one = try tell(to: TestCloud(seed: 7))
        #expect(try tell(to: TestCloud(seed: 7)) == one)
        #expect(try tell(to: TestCloud(seed: 8)) != one)
    }

    @Test func `a reset is a new beginning`() throws {
        let cloud = try TestCloud(timings: .immediate)
        let first = try cloud.ec2("DescribeImages").response
        _ = try cloud.makeVolume()
        cloud.cloud.reset()
        #expect(try cloud.ec2("DescribeImages").response == first)
        #expect(try cloud.ec2("DescribeVolumes").texts("volumeId").isEmpty)
    }

    @Test func `regions are worlds of their own, whichever is touched first`() throws {
        let cloud = try TestCloud()
        let body = "Action=DescribeImages&Version=2016-11-15"
        let american = cloud.send(try TestCloud.signed(body, region: "us-east-1")).text("imageId")
        let european = cloud.send(try TestCloud.signed(body)).text("imageId")
        #expect(american != european)
        let other = try TestCloud()
        #expect(other.send(try TestCloud.signed(body)).text("imageId") == european)
    }

    @Test func `the state survives being written and read`() throws {
        let cloud = try TestCloud()
        _ = try tell(to: cloud)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let written = try encoder.encode(cloud.cloud.snapshot())
        let read = try JSONDecoder().decode(CloudState.self, from: written)
        #expect(try encoder.encode(read) == written)
        #expect(read.regions["eu-west-1"]?.ec2.snapshots.count == 2)
    }

    @Test func `an instance can be seeded with its volumes, the root first`() throws {
        let cloud = try TestCloud()
        try cloud.cloud.addInstance(id: "i-0123456789abcdef0", volumes: 3)
        let volumes = cloud.cloud.volumes(attachedTo: "i-0123456789abcdef0")
        #expect(volumes.map(\.device) == ["/dev/xvda", "/dev/xvdb", "/dev/xvdc"])
        let described = try cloud.ec2(
            "DescribeVolumes",
            ["Filter.1.Name": "attachment.status", "Filter.1.Value.1": "attached"]
        )
        #expect(Set(described.texts("volumeId")) == Set(volumes.map(\.id)))
        #expect(throws: Cloud.SeedingError.self) {
            try cloud.cloud.addInstance(id: "i-0123456789abcdef0", volumes: 1)
        }
        #expect(throws: Cloud.SeedingError.self) { try cloud.cloud.addInstance(id: "i-no", volumes: 1) }
        #expect(throws: Cloud.SeedingError.self) { try cloud.cloud.addInstance(id: "i-01234567", volumes: 0) }
        #expect(throws: Cloud.SeedingError.self) {
            try cloud.cloud.addInstance(id: "i-01234567", volumes: 1, region: "mars")
        }
    }

    @Test func `the caller is the account's root`() throws {
        let reply = try TestCloud().sts("GetCallerIdentity")
        #expect(reply.text("Arn") == "arn:aws:iam::111122223333:root")
        #expect(reply.text("UserId") == "111122223333")
        #expect(
            reply.body.hasPrefix(
                "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
            )
        )
        #expect(reply.text("RequestId") == reply.response.fields[.amznRequestID])
    }

    @Test func `a session of a role is called by its name`() {
        let caller = Caller(
            accountID: "111122223333",
            principal: .assumedRole(name: "role", id: "AROAEXAMPLE", session: "function")
        )
        #expect(caller.arn(partition: "aws-cn") == "arn:aws-cn:sts::111122223333:assumed-role/role/function")
        #expect(caller.userID == "AROAEXAMPLE:function")
    }

    @Test(arguments: [("111", "eu-west-1"), ("11112222333x", "eu-west-1"), ("111122223333", "Europe")])
    func `a configuration that can't be is refused`(account: String, region: String) {
        #expect(throws: EmulatorConfiguration.Invalid.self) {
            try Cloud(EmulatorConfiguration(accountID: account, region: region))
        }
    }

    @Test func `a scaled clock runs faster and never goes back`() {
        let clock = CloudClock(.scaled(1_000), wallClock: systemTime)
        let start = clock.now
        clock.advance(by: .seconds(-5))
        #expect(clock.now >= start)
        clock.advance(by: .seconds(60))
        #expect(clock.now - start >= .seconds(60))
    }

    @Test(arguments: [
        ("us-east-1", "use1-az1"), ("ap-southeast-2", "apse2-az1"), ("us-gov-west-1", "usgw1-az1"),
    ])
    func `a zone's identifier follows from its region`(region: String, id: String) throws {
        #expect(try #require(Region(region)).zones.first?.id == id)
    }
}
