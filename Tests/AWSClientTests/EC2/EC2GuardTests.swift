import Testing

@testable import AWSClient

/// What is refused before it is sent. The fake has no reply: a request would fail the test.
@Suite(.timeLimit(.minutes(1))) struct `A call that can't be right` {
    private static let badIDs = [
        "", " ", "-0123456789abcdef0", "0123456789ABCDEF0", "0123456789abcdef",
        "01234567 ",
        "0123456789abcdef01", "0123456", "0123456789abcdeg0", "*", "0123456789abcde\n0", "٠١٢٣٤٥٦٧",
    ]

    private func refusal(
        _ call: (EC2Client) async throws(AWSClientError) -> Void
    ) async throws -> (operation: String, reason: String)? {
        let fake = try FakeService(replies: [])
        let error = await failure { () throws(AWSClientError) in try await call(fake.ec2) }
        #expect(fake.requests.isEmpty)
        guard case .invalidCall(let operation, let reason) = error else {
            Issue.record("\(String(describing: error))")
            return nil
        }
        #expect(error?.mayHaveTakenEffect == false)
        return (operation, reason)
    }

    @Test(arguments: badIDs.map { "i-\($0)" } + ["", "vol-0123456789abcdef0", "I-0123456789abcdef0"])
    func `because of an instance's identifier is never sent`(instanceID: String) async throws {
        let described = try await refusal { client throws(AWSClientError) in
            _ = try await client.describeInstances(instanceIDs: ["i-0123456789abcdef0", instanceID])
        }
        #expect(described?.operation == "ec2:DescribeInstances")
        #expect(described?.reason.contains("isn't an identifier of the form i-0123456789abcdef0") == true)
        #expect(described?.reason.unicodeScalars.allSatisfy { $0 != "\n" } == true)
        _ = try await refusal { client throws(AWSClientError) in
            _ = try await client.createSnapshots(instanceID: instanceID, description: "", tags: [])
        }
        _ = try await refusal { client throws(AWSClientError) in
            _ = try await client.describeVolumes(filters: [.attached(toInstance: instanceID)])
        }
        _ = try await refusal { client throws(AWSClientError) in
            _ = try await client.describeVolumes(filters: [Filter("attachment.instance-id", [instanceID])])
        }
    }

    @Test(arguments: badIDs.map { "vol-\($0)" } + ["", "i-0123456789abcdef0"])
    func `because of a volume's identifier is never sent`(volumeID: String) async throws {
        let created = try await refusal { client throws(AWSClientError) in
            _ = try await client.createSnapshot(volumeID: volumeID, description: "", tags: [])
        }
        #expect(created?.operation == "ec2:CreateSnapshot")
        _ = try await refusal { client throws(AWSClientError) in
            _ = try await client.createSnapshots(
                instanceID: "i-0123456789abcdef0",
                excludeDataVolumeIDs: [volumeID],
                description: "",
                tags: []
            )
        }
        _ = try await refusal { client throws(AWSClientError) in
            _ = try await client.describeSnapshots(filters: [Filter("volume-id", [volumeID])])
        }
    }

    @Test(arguments: badIDs.map { "snap-\($0)" } + [""])
    func `because of a snapshot's identifier is never sent`(snapshotID: String) async throws {
        _ = try await refusal { client throws(AWSClientError) in try await client.deleteSnapshot(snapshotID) }
    }

    @Test(arguments: [
        [],
        [Filter("status", [])],
        [Filter("status", ["in-use", ""])],
        [Filter("", ["in-use"])],
        attached + [Filter("tag:Name", [""])],
        Array(repeating: Filter("status", ["in-use"]), count: 51),
        [Filter("status", Array(repeating: "in-use", count: 201))],
    ])
    func `because of its filters is never sent`(filters: [Filter]) async throws {
        let volumes = try await refusal { client throws(AWSClientError) in
            _ = try await client.describeVolumes(filters: filters)
        }
        #expect(volumes?.operation == "ec2:DescribeVolumes")
        let snapshots = try await refusal { client throws(AWSClientError) in
            _ = try await client.describeSnapshots(filters: filters)
        }
        #expect(snapshots?.operation == "ec2:DescribeSnapshots")
    }

    @Test func `because it names no instance is never sent`() async throws {
        let refused = try await refusal { client throws(AWSClientError) in
            _ = try await client.describeInstances(instanceIDs: [])
        }
        #expect(refused?.reason == "without an identifier it would mean every instance")
    }

    @Test(arguments: [
        ([Tag(key: "", value: "")], "the tag key '' isn't 1 to 128 characters long"),
        (
            [Tag(key: String(repeating: "k", count: 129), value: "")],
            "the tag key '\(String(repeating: "k", count: 60))…' isn't 1 to 128 characters long"
        ),
        (
            [Tag(key: "k", value: String(repeating: "😀", count: 129))],
            "the tag key 'k' has a value longer than 256 characters"
        ),
        ([Tag(key: "AwS:x", value: "")], "the tag key 'AwS:x' begins with 'aws:', which is reserved for AWS"),
        ([Tag(key: "k", value: "1"), Tag(key: "k", value: "2")], "the tag key 'k' is there twice"),
        (
            (1...51).map { Tag(key: "\($0)", value: "") },
            "51 tags are more than the 50 that a resource may have"
        ),
    ])
    func `because of its tags is never sent`(tags: [Tag], reason: String) async throws {
        let tagged = try await refusal { client throws(AWSClientError) in
            try await client.createTags(tags, resourceIDs: ["i-0123456789abcdef0"])
        }
        #expect(tagged?.reason == reason)
        let created = try await refusal { client throws(AWSClientError) in
            _ = try await client.createSnapshot(
                volumeID: "vol-0aaaaaaaaaaaaaaa1",
                description: "",
                tags: tags
            )
        }
        #expect(created?.reason == reason)
    }

    @Test(arguments: [[], [""], ["i-"], ["web server"], ["i-0123456789abcdef0", "*"]])
    func `because of the resources to tag is never sent`(resourceIDs: [String]) async throws {
        _ = try await refusal { client throws(AWSClientError) in
            try await client.createTags([Tag(key: "k", value: "v")], resourceIDs: resourceIDs)
        }
        _ = try await refusal { client throws(AWSClientError) in
            try await client.createTags([], resourceIDs: ["i-0123456789abcdef0"])
        }
    }

    @Test func `is told from one at the limits, which is sent`() async throws {
        let fake = try FakeService(replies: [.fixture("CreateTags.done")])
        let tags =
            [Tag(key: String(repeating: "k", count: 128), value: String(repeating: "v", count: 256))]
            + (1...49).map { Tag(key: "aws\($0)", value: "") }
        try await fake.ec2.createTags(tags, resourceIDs: Array(repeating: "subnet-01234567", count: 1_000))
        #expect(fake.requests.count == 1)
    }
}
