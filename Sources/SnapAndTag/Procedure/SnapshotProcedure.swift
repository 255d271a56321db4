package import AWSClient
package import Logging
package import Platform

/// Snapshots every volume of a launched instance exactly once, then tags the instance.
///
/// It looks at EC2, makes a plan of what it sees, and carries the plan out; whatever goes wrong on the way, it looks
/// again before it does anything twice. When nothing does, that is three round trips: look, snapshot, tag.
package struct SnapshotProcedure: Sendable {
    let ec2: EC2Client
    let settings: Settings
    let time: TimeSource
    let random: @Sendable () -> Double

    /// A procedure that works through that client.
    ///
    /// - Parameter random: A number from 0 up to 1, which spreads the waits of invocations that started together.
    package init(
        ec2: EC2Client,
        settings: Settings,
        time: TimeSource = .system,
        random: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) {
        self.ec2 = ec2
        self.settings = settings
        self.time = time
        self.random = random
    }

    /// Sees to the launched instance, and says what was done.
    ///
    /// - Parameter deadline: Nothing is started that can't end before it.
    /// - Throws: `SnapshotFailure` when a volume has no snapshot, or the instance no tag.
    package func run(
        _ launch: Launch,
        deadline: Timestamp,
        logger: Logger
    ) async throws(SnapshotFailure) -> LaunchReport {
        var run = SnapshotRun(self, launch: launch, deadline: deadline, logger: logger)
        return try await run.toEnd()
    }
}

/// One run of the procedure, for one launched instance.
struct SnapshotRun {
    let procedure: SnapshotProcedure
    let launch: Launch
    let deadline: Timestamp
    let logger: Logger
    var progress = Progress()
    private var patience: Patience

    init(_ procedure: SnapshotProcedure, launch: Launch, deadline: Timestamp, logger: Logger) {
        self.procedure = procedure
        self.launch = launch
        self.deadline = deadline
        self.logger = logger
        patience = Patience(from: procedure.time.now(), deadline: deadline, random: procedure.random)
    }

    mutating func toEnd() async throws(SnapshotFailure) -> LaunchReport {
        while true {
            let observation = try await look()
            switch Plan(for: launch.instanceID, observed: observation) {
            case .nothing(let reason):
                logger.notice("Nothing to snapshot on EC2 instance with id: \(launch.instanceID): \(reason)")
                return report(.omitted, reason: reason)
            case .lookAgain(let reason):
                try await pause(before: .notVisible(reason), limit: procedure.settings.visibilityPatience)
            case .snapshot(let missing, let existing):
                progress.note(existing: existing)
                await snapshot(missing)
                guard progress.isComplete else {
                    try await pause(before: .volumes(progress.failures))
                    continue
                }
                return report(try await tag(observation))
            }
        }
    }

    /// Waits before the next look, or gives up with that cause when waiting is of no use or there is no time for it.
    private mutating func pause(
        before cause: SnapshotFailure.Cause,
        limit: Duration? = nil
    ) async throws(SnapshotFailure) {
        let now = procedure.time.now()
        if case .volumes = cause, !progress.canGoOn { throw failure(cause) }
        guard let pause = patience.nextPause(at: now, limit: limit) else { throw failure(cause) }
        let problem = failure(cause).problem
        logger.info("Looking at EC2 instance with id: \(launch.instanceID) again in \(pause): \(problem)")
        do {
            try await procedure.time.sleep(pause)
        } catch {
            throw failure(cause)
        }
    }

    func failure(_ cause: SnapshotFailure.Cause) -> SnapshotFailure {
        SnapshotFailure(
            instanceID: launch.instanceID,
            cause: cause,
            created: progress.created,
            existing: progress.existing
        )
    }

    private func report(_ tagging: LaunchReport.Tagging, reason: String? = nil) -> LaunchReport {
        LaunchReport(
            instanceID: launch.instanceID,
            created: progress.created,
            existing: progress.existing,
            tagging: tagging,
            reason: reason
        )
    }
}
