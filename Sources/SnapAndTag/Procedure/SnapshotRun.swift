internal import Logging
internal import Platform

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
