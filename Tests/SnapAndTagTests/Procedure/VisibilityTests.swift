import Platform
import SnapAndTag
import Testing

@Suite(.timeLimit(.minutes(1))) struct `When EC2 doesn't show everything yet` {
    @Test func `a volume that only the instance's mapping names is snapshotted too`() async throws {
        let ec2 = try FakeEC2(volumes: 3) { $0.volumesHiddenFor[FakeEC2.volumeID(2)] = 100 }
        let trial = Trial(ec2)
        let report = try await trial.run()
        #expect(report.created.count == 3)
        #expect(trial.time.pauses.isEmpty)
    }

    @Test func `an instance that isn't known yet is looked for again`() async throws {
        let ec2 = try FakeEC2(volumes: 2) { state in
            state.instanceHiddenFor = 3
            for volumeID in state.attached { state.volumesHiddenFor[volumeID] = 3 }
        }
        let trial = Trial(ec2)
        let report = try await trial.run()
        #expect(report.created.count == 2 && report.tagging == .added)
        #expect(trial.time.pauses.count == 3)
    }

    @Test func `each further look is announced with its pause in milliseconds and its reason as a sentence`()
        async throws
    {
        let ec2 = try FakeEC2(volumes: 1) { state in
            state.instanceHiddenFor = 1
            state.volumesHiddenFor[FakeEC2.volumeID(0)] = 1
        }
        let trial = Trial(ec2)
        try await trial.run()
        let announcement =
            "info Looking at EC2 instance with id: i-0a1b2c3d4e5f60718 again in 0.375 seconds: "
            + "EC2 doesn't know instance i-0a1b2c3d4e5f60718 in this account and region."
        #expect(trial.log.contains(announcement), "\(trial.log)")
    }

    @Test func `an instance that never shows fails the invocation, and nothing was created`() async throws {
        let ec2 = try FakeEC2(volumes: 0) { $0.instanceHiddenFor = .max }
        let trial = Trial(ec2)
        let failure = await #expect(throws: SnapshotFailure.self) { try await trial.run() }
        #expect(failure?.errorType == "Function.VolumesNotVisible")
        #expect(failure?.errorMessage.contains("EC2 doesn't know instance i-0a1b2c3d4e5f60718") == true)
        #expect(trial.time.pauses.reduce(.zero, +) <= .seconds(30))
        #expect(ec2.count("CreateSnapshot") == 0 && ec2.count("CreateTags") == 0)
    }

    @Test(arguments: [0, 5, 30])
    func `an EC2 that can't be reached at all isn't tried for longer than an instance is looked for`(
        seconds: Int
    ) async throws {
        let ec2 = try FakeEC2(volumes: 1)
        var settings = Settings()
        settings.visibilityPatience = .seconds(seconds)
        // Nobody listens on port 1.
        let trial = Trial(ec2, port: 1, settings: settings)
        let failure = await #expect(throws: SnapshotFailure.self) {
            try await trial.run(within: .seconds(300))
        }
        #expect(failure?.errorType == "Function.InstanceNotObserved")
        // The client's own attempts are not counted in.
        #expect(trial.time.pauses.reduce(.zero, +) <= .seconds(seconds + 10))
    }

    @Test func `an instance with an EBS root and no volumes fails the invocation`() async throws {
        let ec2 = try FakeEC2(volumes: 0)
        let failure = await #expect(throws: SnapshotFailure.self) { try await Trial(ec2).run() }
        #expect(failure?.errorMessage.contains("shows no volume") == true)
    }

    @Test func `a role that may not describe instances still gets the volumes it can see`() async throws {
        let ec2 = try FakeEC2(volumes: 2) { state in
            state.faults = [
                .init(
                    action: "DescribeInstances",
                    times: .max,
                    kind: .refusal(code: "UnauthorizedOperation", status: 403)
                )
            ]
        }
        let report = try await Trial(ec2).run()
        #expect(report.created.count == 2 && report.tagging == .added)
    }

    @Test(arguments: ["DescribeVolumes", "DescribeSnapshots"])
    func `a role that may not look at all fails the invocation, and nothing was created`(
        action: String
    ) async throws {
        let ec2 = try FakeEC2(volumes: 2) { state in
            state.faults = [
                .init(
                    action: action,
                    times: .max,
                    kind: .refusal(code: "UnauthorizedOperation", status: 403)
                )
            ]
        }
        let failure = await #expect(throws: SnapshotFailure.self) { try await Trial(ec2).run() }
        #expect(failure?.errorMessage.contains("ec2:\(action)") == true)
        #expect(ec2.count("CreateSnapshot") == 0)
    }
}
