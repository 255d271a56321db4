internal import Platform
internal import Synchronization

/// The execution environments of all functions: started when an invocation finds none idle, kept warm for the next one,
/// ended when nobody needs them for a while, when their function changes, and with the emulator.
///
/// * `EnvironmentSlot` is one of them, with a task of its own; `EnvironmentLaunch` is what it is started from.
/// * `CodeFolders` unpacks the code that they run, once for each.
/// * `PythonRuntime` is what runs functions of Python.
final class FunctionFleet: FunctionRunner {
    private struct State {
        var slots: [ObjectIdentifier: EnvironmentSlot] = [:]
        /// Those that wait for an invocation, the one used last at the end.
        var idle: [EnvironmentKey: [EnvironmentSlot]] = [:]
        var isClosed = false
    }

    /// How often those are looked for that have been idle for too long, in the machine's time.
    private static let idleInterval: Duration = .seconds(1)

    private let state = Mutex(State())
    private let folders = CodeFolders()
    private let python: String
    private let freezes: Bool
    private let clock: CloudClock
    private let starts: AsyncStream<EnvironmentSlot>
    private let starting: AsyncStream<EnvironmentSlot>.Continuation

    /// - Parameters:
    ///   - python: the interpreter that functions of Python are run by.
    ///   - freezes: whether processes are stopped between invocations.
    ///   - clock: by which environments are idle.
    init(python: String, freezes: Bool, clock: CloudClock) {
        self.python = python
        self.clock = clock
        self.freezes = freezes
        (starts, starting) = AsyncStream.makeStream(of: EnvironmentSlot.self)
    }

    func run(_ order: InvocationOrder, in cloud: Cloud) async -> InvocationOutcome {
        let key = EnvironmentKey(order)
        let slot: EnvironmentSlot
        if let idle = takeIdle(key, at: cloud.clock.now) {
            slot = idle
            cloud.change(in: order.region, isNews: false) {
                $1.note("lambda", "\(order.functionName) runs, warm")
            }
        } else {
            if let news = await folders.prepare() {
                cloud.change(in: order.region, isNews: false) { $1.note("lambda", news) }
            }
            do throws(ServiceError) {
                slot = try start(key, for: order, in: cloud)
            } catch {
                let result = InvocationResult(sandboxFailure: error.message, order: order)
                return .ran(result, logStream: EnvironmentLaunch.failedLogStream(of: order, seed: 0))
            }
        }
        let outcome = await slot.run(order)
        putBack(slot)
        return outcome
    }

    func retire(functionARN: String, keeping revisionIDs: Set<String>) {
        end { $0.key.functionARN == functionARN && !revisionIDs.contains($0.key.revisionID) }
    }

    func retireAll() {
        end { _ in true }
    }

    func live() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.endIdleOnes() }
            for await slot in starts {
                group.addTask {
                    await slot.live()
                    self.forget(slot)
                }
            }
            close()
            group.cancelAll()
        }
    }
}

// MARK: - Environments

extension FunctionFleet {
    /// One that waits, whose credentials are good for another invocation.
    private func takeIdle(_ key: EnvironmentKey, at now: Timestamp) -> EnvironmentSlot? {
        while let slot = state.withLock({ $0.idle[key]?.popLast() }) {
            if slot.claim(at: now) { return slot }
            slot.close()
        }
        return nil
    }

    /// - Throws: when the function's role can't be assumed.
    private func start(
        _ key: EnvironmentKey,
        for order: InvocationOrder,
        in cloud: Cloud
    ) throws(ServiceError) -> EnvironmentSlot {
        let (session, seed) = try cloud.change(in: order.region, isNews: false) {
            (state: inout CloudState, context: inout ActionContext) throws(ServiceError) in
            context.note("lambda", "\(order.functionName) starts, cold")
            let session = try state.openSession(
                ofRole: order.version.settings.role,
                named: order.functionName,
                for: ExecutionRole.service,
                lasting: ExecutionRole.sessionLength,
                &context
            )
            return (session, context.identifiers.next())
        }
        let launch = EnvironmentLaunch(
            order: order,
            session: session,
            seed: seed,
            accountID: cloud.accountID,
            endpointURL: cloud.endpointURL,
            python: python,
            isFrozenWhenIdle: freezes
        )
        let slot = EnvironmentSlot(key: key, launch: launch, folders: folders)
        let isClosed = state.withLock { state in
            state.slots[ObjectIdentifier(slot)] = slot
            return state.isClosed
        }
        if isClosed { slot.close() } else { starting.yield(slot) }
        return slot
    }

    private func putBack(_ slot: EnvironmentSlot) {
        state.withLock { state in
            guard slot.release(at: clock.now) else { return }
            state.idle[slot.key, default: []].append(slot)
        }
    }

    private func forget(_ slot: EnvironmentSlot) {
        state.withLock { state in
            state.slots[ObjectIdentifier(slot)] = nil
            state.idle[slot.key]?.removeAll { $0 === slot }
            if state.idle[slot.key]?.isEmpty ?? false { state.idle[slot.key] = nil }
        }
    }

    /// Ends those that wait, and has those that run end afterwards.
    private func end(_ isMeant: (EnvironmentSlot) -> Bool) {
        for slot in state.withLock({ Array($0.slots.values) }) where isMeant(slot) { slot.retire() }
    }

    private func close() {
        let slots = state.withLock { state in
            state.isClosed = true
            return Array(state.slots.values)
        }
        for slot in slots { slot.close() }
    }

    private func endIdleOnes() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.idleInterval)
            let now = clock.now
            for slot in state.withLock({ Array($0.slots.values) }) { slot.close(ifIdleTooLongAt: now) }
        }
    }
}

/// Which invocations can share an environment: those of the same revision of a version.
struct EnvironmentKey: Sendable, Hashable {
    let functionARN: String
    let revisionID: String

    init(_ order: InvocationOrder) {
        functionARN = order.functionARN
        revisionID = order.version.revisionID
    }
}
