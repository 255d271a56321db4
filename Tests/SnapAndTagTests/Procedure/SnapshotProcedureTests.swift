import Foundation
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
