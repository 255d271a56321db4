internal import AWSClient
internal import Logging
internal import Platform

/// One run of the procedure, for one launched instance.
struct SnapshotRun {
    let procedure: SnapshotProcedure
    let launch: Launch
    let deadline: Timestamp
    let logger: Logger
    let places: Places
    var progress = Progress()
    private var patience: Patience
    private var hasReachedEC2 = false

    init(
        _ procedure: SnapshotProcedure,
        launch: Launch,
        deadline: Timestamp,
        logger: Logger,
        places: Places
    ) {
        self.procedure = procedure
        self.launch = launch
        self.deadline = deadline
        self.logger = logger
        self.places = places
        patience = Patience(from: procedure.time.now(), deadline: deadline, random: procedure.random)
    }

    mutating func toEnd() async throws(SnapshotFailure) -> LaunchReport {
        while true {
            let obstacle: SnapshotFailure.Cause
            do throws(AWSClientError) {
                let observation = try await look()
                hasReachedEC2 = true
                progress.note(observation, of: launch.instanceID).forEach(logCreated)
                switch await step(observation) {
                case .end(let report): return report
                case .obstacle(let cause): obstacle = cause
                }
            } catch {
                obstacle = .observation(error)
            }
            try await pause(before: obstacle)
        }
    }

    /// What one look led to.
    private enum Step {
        case end(LaunchReport)
        /// Something is missing that may come to be.
        case obstacle(SnapshotFailure.Cause)
    }

    private mutating func step(_ observation: Observation) async -> Step {
        switch Plan(for: launch.instanceID, observed: observation) {
        case .nothing(let reason):
            logger.notice("Nothing to snapshot on EC2 instance with id: \(launch.instanceID): \(reason)")
            return .end(report(.omitted, reason: reason))
        case .lookAgain(let reason):
            return .obstacle(.notVisible(reason))
        case .snapshot(let missing, let existing):
            progress.note(existing: existing)
            await snapshot(missing)
            guard progress.isComplete else { return .obstacle(.volumes(progress.failures)) }
            do throws(AWSClientError) {
                return .end(report(try await tag(observation)))
            } catch {
                return .obstacle(.tag(error))
            }
        }
    }

    /// Waits before the next look, or gives up with that cause when waiting is of no use or there is no time for it.
    private mutating func pause(before cause: SnapshotFailure.Cause) async throws(SnapshotFailure) {
        let now = procedure.time.now()
        guard mayPass(cause), var pause = patience.nextPause(at: now, limit: limit(of: cause)) else {
            throw failure(cause)
        }
        if let resend = progress.nextResend(after: now) { pause = min(pause, resend - now) }
        let problem = failure(cause).problem
        logger.info("Looking at EC2 instance with id: \(launch.instanceID) again in \(pause): \(problem)")
        do {
            try await procedure.time.sleep(pause)
        } catch {
            throw failure(cause)
        }
    }

    /// Whether another look or another call may help. Throttling, faults of the moment and what is about to show pass by
    /// themselves; a refusal for want of permission comes again as it is.
    private func mayPass(_ cause: SnapshotFailure.Cause) -> Bool {
        switch cause {
        case .volumes: progress.canGoOn
        case .notVisible: true
        case .observation(let failure): FailureClass(of: failure) != .permanent
        case .tag(.service(let refusal))
        where refusal.code == .instanceNotFound || refusal.code == .concurrentTagAccess: true
        case .tag(let failure): FailureClass(of: failure) != .permanent
        }
    }

    /// How long the cause is waited out, from the beginning; nil is until the deadline. Where no connection is to be had from
    /// the first look on, the endpoint or the network may be set up wrongly, and the whole time would be spent on that.
    private func limit(of cause: SnapshotFailure.Cause) -> Duration? {
        switch cause {
        case .notVisible: return procedure.settings.visibilityPatience
        case .observation(let failure) where !hasReachedEC2:
            guard case .transport = failure, !failure.mayHaveTakenEffect else { return nil }
            return procedure.settings.visibilityPatience
        default: return nil
        }
    }

    private func failure(_ cause: SnapshotFailure.Cause) -> SnapshotFailure {
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
