import JSON
import Platform
import SnapAndTag
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A volume gets exactly one snapshot` {
    @Test func `when the answer to its creation was lost, because it is looked for first`() async throws {
        let ec2 = try FakeEC2(volumes: 3) { state in
            state.faults = [
                .init(
                    action: "CreateSnapshot",
                    mentioning: FakeEC2.volumeID(1),
                    kind: .resetAfterEffect
                )
            ]
        }
        let report = try await Trial(ec2).run()
        #expect(ec2.state().snapshots.count == 3)
        #expect(ec2.count("CreateSnapshot") == 3)
        #expect(report.created.count == 3 && report.existing.isEmpty && report.tagging == .added)
    }

    @Test func `when its creation was lost before it was carried out`() async throws {
        let ec2 = try FakeEC2(volumes: 2) { state in
            state.faults = [
                .init(
                    action: "CreateSnapshot",
                    mentioning: FakeEC2.volumeID(0),
                    kind: .resetBeforeEffect
                )
            ]
        }
        let trial = Trial(ec2)
        let report = try await trial.run()
        #expect(ec2.state().snapshots.map(\.volumeID).sorted() == ec2.state().attached)
        #expect(report.tagging == .added)
        #expect(trial.time.pauses.reduce(.zero, +) >= .seconds(5), "it was given time to show itself")
    }

    @Test func `when the answer was lost and the snapshot shows late`() async throws {
        let ec2 = try FakeEC2(volumes: 1) { state in
            state.snapshotsHiddenFor = .seconds(3)
            state.faults = [.init(action: "CreateSnapshot", kind: .resetAfterEffect)]
        }
        let report = try await Trial(ec2).run()
        #expect(ec2.state().snapshots.count == 1)
        #expect(report.created.count == 1)
    }

    @Test(arguments: [500, 502, 504])
    func `when AWS failed inwardly after making it`(status: Int) async throws {
        let ec2 = try FakeEC2(volumes: 1) { state in
            state.faults = [
                .init(action: "CreateSnapshot", kind: .refusal(code: "InternalError", status: status))
            ]
        }
        let report = try await Trial(ec2).run()
        #expect(ec2.state().snapshots.count == 1)
        #expect(report.created.count == 1)
    }

    @Test func `when it is throttled for longer than one call is tried`() async throws {
        let ec2 = try FakeEC2(volumes: 8) { state in
            state.faults = [
                .init(
                    action: "CreateSnapshot",
                    times: 40,
                    kind: .refusal(code: "RequestLimitExceeded", status: 503)
                )
            ]
        }
        let report = try await Trial(ec2).run()
        #expect(ec2.state().snapshots.count == 8)
        #expect(report.created.count == 8 && report.tagging == .added)
    }

    @Test func `when another invocation made it a moment ago`() async throws {
        let ec2 = try FakeEC2(volumes: 1)
        ec2.state { $0.snapshotsHiddenFor = .seconds(10) }
        try await Trial(ec2).run()
        let report = try await Trial(ec2).run()
        #expect(ec2.state().snapshots.count == 1)
        #expect(ec2.count("CreateSnapshot") == 2, "EBS refused the second one as too soon")
        #expect(report.existing.count == 1 && report.created.isEmpty)
    }

    @Test func `when EBS refuses it as too soon after another, and that one is given a minute to show`()
        async throws
    {
        let ec2 = try FakeEC2(volumes: 1) { state in
            state.faults = [
                .init(
                    action: "CreateSnapshot",
                    kind: .refusal(code: "SnapshotCreationPerVolumeRateExceeded", status: 400)
                )
            ]
        }
        let trial = Trial(ec2)
        let report = try await trial.run(within: .seconds(120))
        #expect(report.created.count == 1)
        #expect(trial.time.pauses.reduce(.zero, +) >= .seconds(60))
    }

    @Test func `when the deadline comes before it can be asked again, and the next delivery finds it`()
        async throws
    {
        let ec2 = try FakeEC2(volumes: 2) { state in
            state.faults = [
                .init(
                    action: "CreateSnapshot",
                    mentioning: FakeEC2.volumeID(0),
                    kind: .resetAfterEffect
                )
            ]
            state.snapshotsHiddenFor = .seconds(10)
        }
        let trial = Trial(ec2)
        await #expect(throws: SnapshotFailure.self) { try await trial.run(within: .seconds(4)) }
        #expect(ec2.count("CreateSnapshot") == 2)
        #expect(ec2.state().instanceTags.isEmpty)

        ec2.time.advance(by: .seconds(60))
        let report = try await Trial(ec2).run()
        #expect(report.existing.count == 2 && report.tagging == .added)
        #expect(ec2.state().snapshots.count == 2)
    }

    @Test func `when one event announces its instance twice`() async throws {
        let ec2 = try FakeEC2(volumes: 2) { $0.snapshotsHiddenFor = .seconds(5) }
        let record = try Fixtures.event("launch")["Records"]?[0] ?? .null
        let answer = try await Trial(ec2).handle(["Records": [record, record]])
        #expect(ec2.state().snapshots.count == 2)
        #expect(answer["records"]?.arrayValue?.count == 2)
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `whatever goes wrong with any call, once the event has been delivered often enough`(
        seed: UInt64
    ) async throws {
        var chance = SeededChance(seed: seed)
        let volumes = Int.random(in: 1...6, using: &chance)
        let ec2 = try FakeEC2(volumes: volumes) { state in
            state.snapshotsHiddenFor = .seconds(Int.random(in: 0...10, using: &chance))
            for _ in 0..<Int.random(in: 1...12, using: &chance) {
                state.faults.append(.random(using: &chance))
            }
        }
        var deliveries = 0
        while deliveries < 20 {
            deliveries += 1
            if let report = try? await Trial(ec2).run(within: .seconds(20)) {
                #expect(report.created.count + report.existing.count == volumes)
                break
            }
            ec2.time.advance(by: .seconds(Int.random(in: 0...60, using: &chance)))
        }
        #expect(deliveries < 20)
        #expect(ec2.state().snapshots.map(\.volumeID).sorted() == ec2.state().attached)
        #expect(ec2.state().instanceTags == ["Snapshots": "Created"])
    }
}
