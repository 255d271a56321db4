import Testing

@testable import LocalAWS

@Suite struct `EC2 tags` {
    private let cloud: TestCloud
    private let volume: String

    init() throws {
        cloud = try TestCloud()
        volume = try cloud.makeVolume()
    }

    private func tag(_ key: String, _ value: String, on resource: String? = nil) throws -> Reply {
        try cloud.ec2(
            "CreateTags",
            ["ResourceId.1": resource ?? volume, "Tag.1.Key": key, "Tag.1.Value": value]
        )
    }

    @Test func `tags are set, overwritten, listed and removed`() throws {
        #expect(try tag("Snapshots", "Created").text("return") == "true")
        #expect(try tag("Snapshots", "").status == 200)
        #expect(try tag("snapshots", "x").status == 200)
        let listed = try cloud.ec2(
            "DescribeTags",
            ["Filter.1.Name": "resource-id", "Filter.1.Value.1": volume]
        )
        #expect(listed.texts("key") == ["Snapshots", "snapshots"])
        #expect(listed.texts("resourceType") == ["volume", "volume"])
        _ = try cloud.ec2(
            "DeleteTags",
            ["ResourceId.1": volume, "Tag.1.Key": "snapshots", "Tag.1.Value": "y"]
        )
        #expect(cloud.cloud.tags(of: volume).count == 2, "a tag with another value stays")
        _ = try cloud.ec2("DeleteTags", ["ResourceId.1": volume, "Tag.1.Key": "snapshots"])
        #expect(cloud.cloud.tags(of: volume) == [Tag(key: "Snapshots", value: "")])
        _ = try cloud.ec2("DeleteTags", ["ResourceId.1": volume])
        #expect(cloud.cloud.tags(of: volume).isEmpty)
    }

    @Test(arguments: [
        ("", "v", "InvalidParameterValue"),
        ("aws:mine", "v", "InvalidParameterValue"),
        ("AWS:mine", "v", "InvalidParameterValue"),
        (String(repeating: "ü", count: 129), "v", "InvalidParameterValue"),
        ("k", String(repeating: "ü", count: 257), "InvalidParameterValue"),
    ])
    func `a tag that nobody may set is refused`(key: String, value: String, code: String) throws {
        #expect(try tag(key, value).code == code)
        #expect(cloud.cloud.tags(of: volume).isEmpty)
    }

    @Test func `a tag of the greatest length is taken`() throws {
        #expect(try tag(String(repeating: "ü", count: 128), String(repeating: "ü", count: 256)).status == 200)
    }

    @Test func `one resource that can't be tagged fails the whole call`() throws {
        let reply = try cloud.ec2(
            "CreateTags",
            [
                "ResourceId.1": volume, "ResourceId.2": "i-0123456789abcdef0", "Tag.1.Key": "k",
                "Tag.1.Value": "v",
            ]
        )
        #expect(reply.code == "InvalidInstanceID.NotFound")
        #expect(cloud.cloud.tags(of: volume).isEmpty)
    }

    @Test(arguments: [
        ("i-x", "InvalidInstanceID.Malformed"), ("snap-0123456789abcdef0", "InvalidSnapshot.NotFound"),
        ("nonsense", "InvalidID"), ("eni-0123456789abcdef0", "InvalidID"),
    ])
    func `a resource that is none is refused`(id: String, code: String) throws {
        #expect(try tag("k", "v", on: id).code == code)
    }

    @Test func `a resource has 50 tags at most`() throws {
        for index in 0..<50 { #expect(try tag("k\(index)", "v").status == 200) }
        #expect(try tag("k0", "w").status == 200)
        #expect(try tag("k50", "v").code == "TagLimitExceeded")
        #expect(cloud.cloud.tags(of: volume).count == 50)
    }

    @Test func `a call without resources or tags lacks a parameter`() throws {
        #expect(try cloud.ec2("CreateTags", ["Tag.1.Key": "k"]).code == "MissingParameter")
        #expect(try cloud.ec2("CreateTags", ["ResourceId.1": volume]).code == "MissingParameter")
    }

    @Test func `tags at birth are only for what is born`() throws {
        let reply = try cloud.ec2(
            "CreateSnapshot",
            [
                "VolumeId": volume, "TagSpecification.1.ResourceType": "volume",
                "TagSpecification.1.Tag.1.Key": "k",
            ]
        )
        #expect(reply.code == "InvalidParameterValue")
        #expect(reply.message == "'volume' is not a valid taggable resource type for this operation.")
        #expect(cloud.cloud.snapshots().isEmpty)
    }

    @Test func `tags are paged`() throws {
        for index in 0..<7 { _ = try tag("k\(index)", "v") }
        let first = try cloud.ec2("DescribeTags", ["MaxResults": "5"])
        #expect(first.texts("key").count == 5)
        let token = try #require(first.text("nextToken"))
        let second = try cloud.ec2("DescribeTags", ["MaxResults": "5", "NextToken": token])
        #expect(second.texts("key") == ["k5", "k6"])
        #expect(second.text("nextToken") == nil)
    }
}
