import Testing

@testable import LocalAWS

@Suite struct `Filters and pages` {
    private let cloud: TestCloud

    init() throws { cloud = try TestCloud() }

    @Test(arguments: [
        ("web", "web", true), ("web", "Web", false), ("w*", "web", true), ("w*b", "wb", true),
        ("*", "", true),
        ("w?b", "web", true), ("w?b", "wb", false), (#"w\*b"#, "w*b", true), (#"w\*b"#, "web", false),
        (#"w\?b"#, "w?b", true), (#"\\"#, #"\"#, true), ("*a*b*", "xxaxxbxx", true),
        ("*a*b", "xxaxxbxx", false),
        ("?", "ü", true), ("**", "x", true), ("", "", true), ("", "x", false),
    ])
    func `a pattern matches whole values, with wild cards`(pattern: String, text: String, matches: Bool) {
        #expect(WildcardPattern(pattern).matches(text) == matches)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a pattern of many stars takes no time`() {
        let pattern = String(repeating: "*a", count: 200) + "*b"
        #expect(!WildcardPattern(pattern).matches(String(repeating: "a", count: 5_000)))
    }

    @Test func `every filter of DescribeVolumes finds a volume by its own value`() throws {
        let instance = try cloud.launchInstance()
        let volume = instance.volumeIDs[0]
        _ = try cloud.ec2("CreateTags", ["ResourceId.1": volume, "Tag.1.Key": "Name", "Tag.1.Value": "root"])
        let stranger = try cloud.makeVolume(["Size": "99"])
        let values = [
            "attachment.attach-time": "2026-01-15T12:00:00.000Z", "attachment.delete-on-termination": "true",
            "attachment.device": "/dev/xvda", "attachment.instance-id": instance.instanceID,
            "attachment.status": "attached", "availability-zone": "eu-west-1a",
            "availability-zone-id": "euw1-az1",
            "create-time": "2026-01-15T12:00:00*", "encrypted": "false", "fast-restored": "false",
            "multi-attach-enabled": "false", "operator.managed": "false", "size": "8", "status": "in-use",
            "tag:Name": "r??t", "tag-key": "Name", "volume-id": volume, "volume-type": "gp3",
        ]
        for (name, value) in values {
            let found = try cloud.ec2(
                "DescribeVolumes",
                ["Filter.1.Name": name, "Filter.1.Value.1": "nothing", "Filter.1.Value.2": value]
            )
            #expect(found.texts("volumeId").contains(volume), "\(name)")
        }
        let both = try cloud.ec2(
            "DescribeVolumes",
            [
                "Filter.1.Name": "size", "Filter.1.Value.1": "*", "Filter.2.Name": "status",
                "Filter.2.Value.1": "available",
            ]
        )
        #expect(both.texts("volumeId") == [stranger], "several filters must all be passed")
        let name = "snapshot-id"
        #expect(
            try cloud.ec2("DescribeVolumes", ["Filter.1.Name": name, "Filter.1.Value.1": "x"]).status == 200
        )
    }

    @Test func `every filter of DescribeSnapshots finds a snapshot by its own value`() throws {
        let volume = try cloud.makeVolume()
        let made = try cloud.ec2(
            "CreateSnapshot",
            [
                "VolumeId": volume, "Description": "Autosnap-*",
                "TagSpecification.1.ResourceType": "snapshot",
                "TagSpecification.1.Tag.1.Key": "ActivityId", "TagSpecification.1.Tag.1.Value": "x",
            ]
        )
        let id = try #require(made.text("snapshotId"))
        cloud.wait(.seconds(2))
        let values = [
            "description": #"Autosnap-\*"#, "encrypted": "false", "owner-id": "111122223333",
            "progress": "100%",
            "snapshot-id": id, "start-time": "2026-*", "status": "completed", "storage-tier": "standard",
            "transfer-type": "standard", "tag:ActivityId": "x", "tag-key": "Activity*", "volume-id": volume,
            "volume-size": "8",
        ]
        for (name, value) in values {
            let found = try cloud.ec2(
                "DescribeSnapshots",
                ["Filter.1.Name": name, "Filter.1.Value.1": value]
            )
            #expect(found.texts("snapshotId").contains(id), "\(name)")
        }
        let amazon = try cloud.ec2(
            "DescribeSnapshots",
            ["Filter.1.Name": "owner-alias", "Filter.1.Value.1": "amazon"]
        )
        #expect(!amazon.texts("snapshotId").isEmpty && !amazon.texts("snapshotId").contains(id))
    }

    @Test(arguments: [
        "DescribeVolumes", "DescribeSnapshots", "DescribeInstances", "DescribeTags", "DescribeImages",
    ])
    func `an unknown filter is refused`(action: String) throws {
        let reply = try cloud.ec2(action, ["Filter.1.Name": "colour", "Filter.1.Value.1": "red"])
        #expect(reply.code == "InvalidParameterValue")
        #expect(reply.message == "The filter 'colour' is invalid")
        #expect(try cloud.ec2(action, ["Filter.1.Name": "tag-key"]).code == "InvalidParameterValue")
        #expect(try cloud.ec2(action, ["Filter.1.Value.1": "red"]).code == "MissingParameter")
    }

    @Test func `pages hold so many volumes, and together all of them once`() throws {
        for _ in 0..<12 { _ = try cloud.makeVolume() }
        var seen: [String] = []
        var sizes: [Int] = []
        var token: String?
        repeat {
            let pairs = [("Action", "DescribeVolumes"), ("Version", "2016-11-15"), ("MaxResults", "5")]
            let form = TestCloud.form(pairs + (token.map { [("NextToken", $0)] } ?? []))
            let page = cloud.send(try TestCloud.signed(form))
            seen += page.texts("volumeId")
            sizes.append(page.texts("volumeId").count)
            token = page.text("nextToken")
        } while token != nil
        #expect(sizes == [5, 5, 2])
        #expect(Set(seen).count == 12)
    }

    @Test func `a token is good for the same list only`() throws {
        for _ in 0..<6 { _ = try cloud.makeVolume() }
        let token = try #require(try cloud.ec2("DescribeVolumes", ["MaxResults": "5"]).text("nextToken"))
        let filtered = try cloud.ec2(
            "DescribeVolumes",
            ["MaxResults": "5", "NextToken": token, "Filter.1.Name": "size", "Filter.1.Value.1": "8"]
        )
        #expect(filtered.code == "InvalidNextToken")
        #expect(
            try cloud.ec2("DescribeInstances", ["MaxResults": "5", "NextToken": token]).code
                == "InvalidNextToken"
        )
        #expect(try cloud.ec2("DescribeVolumes", ["NextToken": "abc"]).code == "InvalidNextToken")
        #expect(try cloud.ec2("DescribeVolumes", ["NextToken": token]).texts("volumeId").count == 1)
    }

    @Test func `a page has at least 5 items, and identifiers exclude pages`() throws {
        let volume = try cloud.makeVolume()
        let small = try cloud.ec2("DescribeVolumes", ["MaxResults": "4"])
        #expect(small.code == "InvalidParameterValue")
        #expect(
            small.message
                == "Value ( 4 ) for parameter maxResults is invalid. Expecting a value greater than 5."
        )
        let both = try cloud.ec2("DescribeVolumes", ["MaxResults": "5", "VolumeId.1": volume])
        #expect(both.code == "InvalidParameterCombination")
        #expect(both.message == "The parameter volumeSet cannot be used with the parameter maxResults")
        #expect(try cloud.ec2("DescribeVolumes", ["MaxResults": "5000"]).status == 200)
        #expect(try cloud.ec2("DescribeTags", ["MaxResults": "5000"]).code == "InvalidParameterValue")
    }

    @Test func `a dry run says what would be, and changes nothing`() throws {
        let volume = try cloud.makeVolume()
        let dry = try cloud.ec2("CreateSnapshot", ["VolumeId": volume, "DryRun": "true"])
        #expect(dry.status == 412)
        #expect(dry.code == "DryRunOperation")
        #expect(dry.message == "Request would have succeeded, but DryRun flag is set.")
        #expect(cloud.cloud.snapshots().isEmpty)
        let unknown = try cloud.ec2(
            "CreateSnapshot",
            ["VolumeId": "vol-0123456789abcdef0", "DryRun": "true"]
        )
        #expect(unknown.code == "InvalidVolume.NotFound")
        #expect(try cloud.ec2("CreateSnapshot", ["VolumeId": volume]).status == 200)
    }
}
