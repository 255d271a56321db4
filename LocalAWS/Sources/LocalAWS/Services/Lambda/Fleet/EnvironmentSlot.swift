internal import Platform
internal import Synchronization

/// A place for one invocation at a time: an execution environment, and the task that it lives in.
///
/// An invocation that was taken on is answered in any case, be it that the environment couldn't be started, or was ended
/// meanwhile.
final class EnvironmentSlot: Sendable {
    private struct Job {
        let order: InvocationOrder
        let continuation: CheckedContinuation<InvocationOutcome, Never>
    }

    private enum Phase {
        /// Since that moment of the cloud's time.
        case idle(since: Timestamp)
        /// Somebody has an invocation for it, or has just had one.
        case claimed
        case submitted(Job)
        case closed
    }

    private struct State {
        var phase = Phase.claimed
        /// Whether it ends after what it does.
        var isRetired = false
    }

    /// How long it waits for another invocation before it is ended, in the cloud's time.
    static let idleLimit: Duration = .seconds(600)

    let key: EnvironmentKey
    private let launch: EnvironmentLaunch
    private let folders: CodeFolders
    private let state = Mutex(State())
    private let alarm = Alarm()

    /// A place that is claimed by whoever makes it.
    init(key: EnvironmentKey, launch: EnvironmentLaunch, folders: CodeFolders) {
        self.key = key
        self.launch = launch
        self.folders = folders
    }

    private static let stopped = InvocationOutcome.notRun("its execution environment was ended")
}

// MARK: - Whoever has invocations

extension EnvironmentSlot {
    /// Takes it, if it is idle, not for too long, and its credentials are good for another invocation.
    func claim(at now: Timestamp) -> Bool {
        state.withLock { state in
            guard case .idle(let since) = state.phase, now < since + Self.idleLimit,
                now + ExecutionRole.reserve < launch.session.expiration
            else { return false }
            state.phase = .claimed
            return true
        }
    }

    /// Runs an order, by whoever has claimed it.
    func run(_ order: InvocationOrder) async -> InvocationOutcome {
        await withCheckedContinuation { continuation in
            let isTaken = state.withLock { state in
                guard case .claimed = state.phase else { return false }
                state.phase = .submitted(Job(order: order, continuation: continuation))
                return true
            }
            if isTaken { alarm.ring() } else { continuation.resume(returning: Self.stopped) }
        }
    }

    /// Gives it back.
    ///
    /// - Returns: whether it is idle now, and not ended.
    func release(at now: Timestamp) -> Bool {
        let isIdle = state.withLock { state in
            guard case .claimed = state.phase, !state.isRetired else { return false }
            state.phase = .idle(since: now)
            return true
        }
        if !isIdle { close() }
        return isIdle
    }

    /// Ends it, now if it is idle, or else after what it does.
    func retire() {
        let isIdle = state.withLock { state in
            state.isRetired = true
            return if case .idle = state.phase { true } else { false }
        }
        if isIdle { close() }
    }

    /// Ends it if it has been idle for too long.
    func close(ifIdleTooLongAt now: Timestamp) {
        let isLongIdle = state.withLock { state in
            if case .idle(let since) = state.phase { since + Self.idleLimit <= now } else { false }
        }
        if isLongIdle { close() }
    }

    /// Ends it.
    func close() {
        let waiting: Job? = state.withLock { state in
            defer { state.phase = .closed }
            // What runs already is answered by the task that runs it.
            if case .submitted(let job) = state.phase { return job }
            return nil
        }
        waiting?.continuation.resume(returning: Self.stopped)
        alarm.ring()
    }
}

// MARK: - Its task

extension EnvironmentSlot {
    /// Runs one order after the other until it is closed, or its task is cancelled. No process is left then.
    func live() async {
        do {
            let folder = try folders.make(
                zip: launch.order.zip,
                isPython: launch.order.version.settings.runtime.isPython
            )
            defer { folder.remove() }
            try await withExecutionEnvironment(launch.configuration(in: folder)) { environment in
                while let job = await nextJob() {
                    job.continuation.resume(returning: await Self.outcome(of: job.order, in: environment))
                }
            }
        } catch {
            fail("\(error)")
        }
        close()
    }

    private func nextJob() async -> Job? {
        while !Task.isCancelled {
            let (job, isClosed) = state.withLock { state -> (Job?, Bool) in
                switch state.phase {
                case .submitted(let job):
                    state.phase = .claimed
                    return (job, false)
                case .closed: return (nil, true)
                case .idle, .claimed: return (nil, false)
                }
            }
            if job != nil || isClosed { return job }
            await alarm.wait(atMost: nil)
        }
        return nil
    }

    private static func outcome(
        of order: InvocationOrder,
        in environment: ExecutionEnvironment
    ) async -> InvocationOutcome {
        do throws(CancellationError) {
            let result = try await environment.invoke(
                event: order.event,
                requestID: order.requestID,
                invokedARN: order.invokedARN,
                clientContext: order.clientContext
            )
            return .ran(result, logStream: environment.logStream)
        } catch {
            return stopped
        }
    }

    /// Answers the invocation that waits for an environment which can't be.
    private func fail(_ reason: String) {
        let waiting: Job? = state.withLock { state in
            guard case .submitted(let job) = state.phase else { return nil }
            state.phase = .closed
            return job
        }
        guard let waiting else { return }
        let result = InvocationResult(sandboxFailure: reason, order: waiting.order)
        waiting.continuation.resume(
            returning: .ran(
                result,
                logStream: EnvironmentLaunch.failedLogStream(of: launch.order, seed: launch.seed)
            )
        )
    }
}
