import Platform
import SnapAndTag
import Testing

/// How long EC2 doesn't show a new snapshot.
private let delays: [Duration] = [3, 12, 20, 25, 40, 60].map { .seconds($0) }

private func creation(
    of volume: Int = 0,
    times: Int = 1,
    _ kind: FakeEC2.Fault.Kind
) -> FakeEC2.Fault {
    FakeEC2.Fault(
        action: "CreateSnapshot",
        mentioning: FakeEC2.volumeID(volume),
        times: times,
        kind: kind
    )
}

/// The event is delivered, and again a minute after each failure, as Lambda does it: in the end every volume has exactly
/// one snapshot and the instance its tag.
private func expectOneSnapshotEach(_ faults: [FakeEC2.Fault], shownAfter delay: Duration) async throws {
    let ec2 = try FakeEC2(volumes: 2) { state in
        state.snapshotsHiddenFor = delay
        state.faults = faults
    }
    for _ in 0..<3 {
        if (try? await Trial(ec2).run()) != nil { break }
        ec2.time.advance(by: .seconds(60))
    }
    #expect(ec2.state().snapshots.map(\.volumeID).sorted() == ec2.state().attached)
    #expect(ec2.state().instanceTags == ["Snapshots": "Created"])
}

@Suite(.timeLimit(.minutes(2))) struct `A volume gets one snapshot although EC2 shows it late` {
    @Test(arguments: delays)
    func `and the answer to its creation was lost`(delay: Duration) async throws {
        try await expectOneSnapshotEach([creation(.resetAfterEffect)], shownAfter: delay)
    }

    @Test(arguments: delays, [8, 30])
    func `and its creation timed out`(delay: Duration, timeout: Int) async throws {
        try await expectOneSnapshotEach(
            [creation(.timeoutAfterEffect(.seconds(timeout)))],
            shownAfter: delay
        )
    }

    @Test(arguments: delays, [1, 3, 5, 7])
    func `and the answer was lost after some seconds`(delay: Duration, seconds: Int) async throws {
        try await expectOneSnapshotEach(
            [creation(.timeoutAfterEffect(.seconds(seconds)))],
            shownAfter: delay
        )
    }

    @Test(arguments: delays)
    func `and the answers to two requests were lost, of which one took effect`(delay: Duration) async throws {
        try await expectOneSnapshotEach(
            [creation(.resetBeforeEffect), creation(.resetAfterEffect)],
            shownAfter: delay
        )
        try await expectOneSnapshotEach(
            [creation(.resetAfterEffect), creation(.resetAfterEffect)],
            shownAfter: delay
        )
    }

    @Test(arguments: delays, 1...12)
    func `and the request that follows a lost answer is throttled`(delay: Duration, times: Int) async throws {
        try await expectOneSnapshotEach(
            [
                creation(.resetAfterEffect),
                creation(times: times, .refusal(code: "RequestLimitExceeded", status: 503)),
            ],
            shownAfter: delay
        )
    }

    @Test(arguments: delays, ["UnauthorizedOperation", "IncorrectState", "InvalidVolume.NotFound"])
    func `and the request that follows a lost answer is refused`(delay: Duration, code: String) async throws {
        try await expectOneSnapshotEach(
            [creation(.resetAfterEffect), creation(.refusal(code: code, status: 400))],
            shownAfter: delay
        )
    }

    @Test(arguments: delays)
    func `and another delivery of the event made it a moment ago`(delay: Duration) async throws {
        let ec2 = try FakeEC2(volumes: 2) { $0.snapshotsHiddenFor = delay }
        try await Trial(ec2).run()
        ec2.state { $0.instanceTags = [:] }
        if (try? await Trial(ec2).run()) == nil {
            ec2.time.advance(by: .seconds(60))
            try await Trial(ec2).run()
        }
        #expect(ec2.state().snapshots.count == 2)
        #expect(ec2.state().instanceTags == ["Snapshots": "Created"])
    }

    @Test func `because EBS's refusal of a second one ends the asking, not the looking`() async throws {
        let ec2 = try FakeEC2(volumes: 1) { state in
            state.snapshotsHiddenFor = .seconds(25)
            state.faults = [creation(.resetAfterEffect)]
        }
        let report = try await Trial(ec2).run()
        #expect(ec2.count("CreateSnapshot") == 2)
        #expect(report.created.count == 1 && report.tagging == .added)
    }

    @Test func `because a creation that took too long to time out isn't repeated`() async throws {
        let ec2 = try FakeEC2(volumes: 1) { state in
            state.faults = [creation(.timeoutBeforeEffect(.seconds(8)))]
        }
        let failure = await #expect(throws: SnapshotFailure.self) { try await Trial(ec2).run() }
        #expect(ec2.count("CreateSnapshot") == 1)
        #expect(failure?.errorType == "Function.SnapshotFailed")
    }

    @Test(arguments: [0, 1, 4])
    func `because a lost creation is repeated in time for EBS to refuse it`(seconds: Int) async throws {
        let ec2 = try FakeEC2(volumes: 1) { state in
            state.faults = [creation(.timeoutBeforeEffect(.seconds(seconds)))]
        }
        let start = ec2.time.current
        let report = try await Trial(ec2).run()
        #expect(report.created.count == 1)
        let made = try #require(ec2.state().snapshots.first?.createdAt)
        #expect(made - start >= .seconds(5 + seconds) && made - start <= .seconds(10))
    }

    @Test(arguments: 0..<80 as Range<UInt64>)
    func `whatever goes wrong, when Lambda retries a minute later`(seed: UInt64) async throws {
        var chance = SeededChance(seed: seed)
        let volumes = Int.random(in: 1...6, using: &chance)
        let ec2 = try FakeEC2(volumes: volumes) { state in
            state.snapshotsHiddenFor = .seconds(Int.random(in: 0...60, using: &chance))
            for _ in 0..<Int.random(in: 1...16, using: &chance) {
                state.faults.append(.random(using: &chance))
            }
        }
        var deliveries = 0
        while deliveries < 20 {
            deliveries += 1
            if (try? await Trial(ec2).run()) != nil { break }
            ec2.time.advance(by: .seconds(Int.random(in: 60...120, using: &chance)))
        }
        #expect(deliveries < 20)
        #expect(ec2.state().snapshots.map(\.volumeID).sorted() == ec2.state().attached)
        #expect(ec2.state().instanceTags == ["Snapshots": "Created"])
    }
}
