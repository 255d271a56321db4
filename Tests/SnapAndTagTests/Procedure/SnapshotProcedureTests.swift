import AWSClient
import Foundation
import JSON
import Platform
import SnapAndTag
import Testing

@Suite(.timeLimit(.minutes(1))) struct `A launched instance` {
    @Test(arguments: [1, 2, 16, 128])
    func `gets one snapshot a volume and its tag, in three round trips`(volumes: Int) async throws {
        let ec2 = try FakeEC2(volumes: volumes)
        let report = try await Trial(ec2).run()

        let state = ec2.state()
        #expect(state.snapshots.map(\.volumeID).sorted() == state.attached.sorted())
        #expect(state.instanceTags == ["Snapshots": "Created"])
        #expect(report.created.count == volumes && report.existing.isEmpty && report.tagging == .added)
        #expect(
            state.calls.map { $0["Action"] ?? "" }.sorted()
                == [String](repeating: "CreateSnapshot", count: volumes)
                + ["CreateTags", "DescribeInstances", "DescribeSnapshots", "DescribeVolumes"]
        )
    }

    @Test func `has snapshots that say of what they are, and are tagged at birth`() async throws {
        let ec2 = try FakeEC2(volumes: 1)
        try await Trial(ec2).run()
        let snapshot = try #require(ec2.state().snapshots.first)
        #expect(snapshot.description == "Autosnap-i-0a1b2c3d4e5f60718-\(FakeEC2.volumeID(0))")
        #expect(
            snapshot.tags == [
                "CreatedBy": "snap-and-tag",
                "snap-and-tag:instance": "i-0a1b2c3d4e5f60718",
                "snap-and-tag:volume": FakeEC2.volumeID(0),
                "snap-and-tag:device": "/dev/xvda",
                "snap-and-tag:activity": "7d862f1c-2f0b-41a9-9c55-0d7e7b6c2a10",
                "snap-and-tag:group": "web-asg",
            ]
        )
    }

    @Test func `is not changed by another delivery of the event`() async throws {
        let ec2 = try FakeEC2(volumes: 3)
        let first = try await Trial(ec2).run()
        let second = try await Trial(ec2).run()
        #expect(ec2.state().snapshots.count == 3)
        #expect(ec2.count("CreateSnapshot") == 3 && ec2.count("CreateTags") == 1)
        #expect(second.created.isEmpty && second.tagging == .present)
        #expect(Set(second.existing.map(\.snapshotID)) == Set(first.created.map(\.snapshotID)))
    }

    @Test func `that was left half done is finished by the next delivery`() async throws {
        let ec2 = try FakeEC2(volumes: 3) { state in
            state.faults = [
                .init(
                    action: "CreateSnapshot",
                    mentioning: FakeEC2.volumeID(1),
                    kind: .refusal(code: "CustomerKeyHasBeenRevoked", status: 400)
                )
            ]
        }
        let failure = await #expect(throws: SnapshotFailure.self) { try await Trial(ec2).run() }
        #expect(failure?.created.count == 2)
        #expect(ec2.state().instanceTags.isEmpty)

        let report = try await Trial(ec2).run()
        #expect(report.created.map(\.volume.volumeID) == [FakeEC2.volumeID(1)])
        #expect(ec2.state().snapshots.map(\.volumeID).sorted() == ec2.state().attached.sorted())
        #expect(ec2.state().instanceTags == ["Snapshots": "Created"])
    }

    @Test func `whose one volume can't be snapshotted has the others', and an error that names it`()
        async throws
    {
        let ec2 = try FakeEC2(volumes: 4) { state in
            state.faults = [
                .init(
                    action: "CreateSnapshot",
                    mentioning: FakeEC2.volumeID(2),
                    times: .max,
                    kind: .refusal(code: "UnauthorizedOperation", status: 403)
                )
            ]
        }
        let failure = try #require(
            await #expect(throws: SnapshotFailure.self) { try await Trial(ec2).run() }
        )
        #expect(failure.errorType == "Function.SnapshotFailed")
        for part in [
            "1 of 4 volumes of i-0a1b2c3d4e5f60718", FakeEC2.volumeID(2), "UnauthorizedOperation",
            "5b48c718-a402-4c2f-b776-8ebea01ae49d", "Kept:",
        ] {
            #expect(failure.errorMessage.contains(part), "\(failure.errorMessage)")
        }
        #expect(ec2.state().snapshots.count == 3)
        #expect(ec2.count("CreateSnapshot") == 4, "a refusal for want of permission isn't asked again")
        #expect(ec2.count("CreateTags") == 0)
    }

    @Test(arguments: [1, 128])
    func `whose volumes can't be snapshotted fails with an error that names each of them, of Lambda's length`(
        volumes: Int
    ) async throws {
        let ec2 = try FakeEC2(volumes: volumes) { state in
            state.refusalMessage = String(repeating: "You are not authorized. ", count: 60)
            state.faults = [
                .init(
                    action: "CreateSnapshot",
                    times: .max,
                    kind: .refusal(code: "UnauthorizedOperation", status: 403)
                )
            ]
        }
        let failure = try #require(
            await #expect(throws: SnapshotFailure.self) { try await Trial(ec2).run() }
        )
        let shown = String(decoding: failure.errorMessage.utf8.prefix(32_768), as: UTF8.self)
        for volumeID in ec2.state().attached {
            #expect(
                shown.contains(
                    "\(volumeID): UnauthorizedOperation [request ID 5b48c718-a402-4c2f-b776-8ebea01ae49d]"
                )
            )
        }
        #expect(shown.contains("You are not authorized."))
        #expect(shown.hasSuffix("a retry of the event makes only what is missing."))
    }

    @Test(
        arguments: ["DescribeVolumes", "DescribeSnapshots", "DescribeInstances", "CreateTags"],
        [
            "RequestLimitExceeded", "InternalError",
        ]
    )
    func `is seen to although a call fails for longer than it is repeated`(
        action: String,
        code: String
    ) async throws {
        let ec2 = try FakeEC2(volumes: 2) { state in
            state.faults = [.init(action: action, times: 12, kind: .refusal(code: code, status: 503))]
        }
        let report = try await Trial(ec2).run()
        #expect(report.created.count == 2 && report.tagging == .added)
        #expect(ec2.state().snapshots.count == 2)
    }

    @Test(arguments: ["InvalidInstanceID.NotFound", "ConcurrentTagAccess"])
    func `is tagged again when the tag can't be put on it at once`(code: String) async throws {
        let ec2 = try FakeEC2(volumes: 1) { state in
            state.faults = [.init(action: "CreateTags", times: 4, kind: .refusal(code: code, status: 400))]
        }
        let report = try await Trial(ec2).run()
        #expect(report.created.count == 1 && report.tagging == .added)
        #expect(ec2.count("CreateSnapshot") == 1 && ec2.count("CreateTags") == 5)
    }

    @Test func `is not tagged again when the role may not tag`() async throws {
        let ec2 = try FakeEC2(volumes: 1) { state in
            state.faults = [
                .init(
                    action: "CreateTags",
                    times: .max,
                    kind: .refusal(code: "UnauthorizedOperation", status: 403)
                )
            ]
        }
        let failure = await #expect(throws: SnapshotFailure.self) { try await Trial(ec2).run() }
        #expect(failure?.errorType == "Function.TagFailed")
        #expect(ec2.count("CreateTags") == 1)
    }

    @Test func `that loses a volume meanwhile is done with the others`() async throws {
        let ec2 = try FakeEC2(volumes: 3) { state in
            state.faults = [
                .init(action: "CreateSnapshot", mentioning: FakeEC2.volumeID(1), kind: .volumeGone)
            ]
        }
        let trial = Trial(ec2)
        let report = try await trial.run()
        #expect(report.created.count == 2 && report.tagging == .added)
        #expect(trial.time.pauses.count <= 2)
    }

    @Test func `that loses a volume whose creation's answer was lost isn't done before its snapshot shows`()
        async throws
    {
        let ec2 = try FakeEC2(volumes: 2) { state in
            state.snapshotsHiddenFor = .seconds(20)
            state.faults = [
                .init(
                    action: "CreateSnapshot",
                    mentioning: FakeEC2.volumeID(1),
                    kind: .resetAfterEffectAndDetachment
                )
            ]
        }
        let report = try await Trial(ec2).run()
        #expect(report.created.count == 2 && report.tagging == .added)
        #expect(ec2.state().snapshots.count == 2)
    }

    @Test func `with a volume that EBS doesn't know fails after a few tries`() async throws {
        let ec2 = try FakeEC2(volumes: 2) { state in
            state.faults = [
                .init(
                    action: "CreateSnapshot",
                    mentioning: FakeEC2.volumeID(1),
                    times: .max,
                    kind: .refusal(code: "InvalidVolume.NotFound", status: 400)
                )
            ]
        }
        let trial = Trial(ec2)
        let failure = await #expect(throws: SnapshotFailure.self) { try await trial.run() }
        #expect(failure?.created.count == 1)
        #expect(ec2.count("CreateSnapshot") == 5)
        #expect(trial.time.pauses.reduce(.zero, +) < .seconds(20))
    }

    @Test func `whose snapshot is found after its answer was lost is told of as if it had come`() async throws
    {
        let ec2 = try FakeEC2(volumes: 1) { state in
            state.faults = [.init(action: "CreateSnapshot", kind: .resetAfterEffect)]
        }
        let trial = Trial(ec2)
        let answer = try await trial.handle(Fixtures.event("launch"))
        let phrase =
            "info Snapshot created with description [Autosnap-i-0a1b2c3d4e5f60718-\(FakeEC2.volumeID(0))]"
        #expect(trial.log.count { $0 == phrase } == 1)
        #expect(trial.log.contains { $0.hasPrefix("warning No snapshot with description [Autosnap-") })
        #expect(!trial.log.contains { $0.hasPrefix("error") })
        #expect(answer["volumes"]?[0]?["outcome"] == "created")
        #expect(trial.metrics.first?.contains(#""SnapshotsCreated":1,"SnapshotsExisting":0"#) == true)
    }

    @Test func `has snapshots without the control characters of its group's name`() throws {
        let launch = Launch(
            instanceID: try #require(InstanceID("i-0a1b2c3d4e5f60718")),
            groupName: "a\u{0}b\u{1B}[31m\nc\u{7F}\u{9B}\u{FFFF} ☃",
            activityID: "\u{7}"
        )
        let volume = AttachedVolume(volumeID: FakeEC2.volumeID(0), device: "/dev/xvda")
        let tags = SnapshotTags.tags(for: volume, of: launch)
        #expect(tags.first { $0.key == SnapshotTags.group }?.value == "ab[31mc ☃")
        #expect(!tags.contains { $0.key == SnapshotTags.activity })
    }

    @Test func `that has a snapshot in error gets a new one`() async throws {
        let ec2 = try FakeEC2(volumes: 1)
        try await Trial(ec2).run()
        ec2.state { $0.snapshots[0].state = "error" }
        ec2.time.advance(by: .seconds(60))
        let report = try await Trial(ec2).run()
        #expect(report.created.count == 1)
        #expect(ec2.state().snapshots.count == 2)
    }

    @Test func `that is terminated is left alone`() async throws {
        let ec2 = try FakeEC2(volumes: 2) { $0.instanceState = "shutting-down" }
        let report = try await Trial(ec2).run()
        #expect(report.tagging == .omitted && report.reason?.contains("shutting-down") == true)
        #expect(ec2.count("CreateSnapshot") == 0 && ec2.count("CreateTags") == 0)
    }

    @Test func `that has instance store volumes only is left alone`() async throws {
        let ec2 = try FakeEC2(volumes: 0) { $0.rootDeviceType = "instance-store" }
        let report = try await Trial(ec2).run()
        #expect(report.tagging == .omitted && report.reason?.contains("instance store") == true)
        #expect(ec2.count("CreateTags") == 0)
    }
}
