internal import Platform

/// Where a function runs: one process at a time, one invocation at a time, the process kept warm between them.
///
/// It is no `Sendable`, so the compiler sees to it that invocations follow one another.
package final class ExecutionEnvironment {
    private let function: FunctionConfiguration
    private let api: RuntimeAPI
    private let port: Int
    private let starts: AsyncStream<FunctionProcess>.Continuation
    private let now: @Sendable () -> Timestamp
    private let clock = ContinuousClock()
    private let log: FunctionLog
    private let platform: PlatformLog
    private var identifiers: FunctionIdentifiers
    /// The log stream, which the environment has for its whole life.
    package let logStream: String

    private var live: LiveProcess?
    /// The most memory that its latest process was seen to have, in bytes.
    private var peakMemory: Int?
    private var isCold = true

    init(
        _ function: FunctionConfiguration,
        api: RuntimeAPI,
        port: Int,
        starts: AsyncStream<FunctionProcess>.Continuation,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.function = function
        self.api = api
        self.port = port
        self.starts = starts
        self.now = now
        log = FunctionLog(now: now, minimumLevel: function.minimumLogLevel)
        identifiers = FunctionIdentifiers(seed: function.seed)
        logStream = identifiers.logStream(version: function.version, at: now())
        platform = PlatformLog(function, instanceID: logStream)
    }

    /// Runs the function on an event: starts the process if there is none, waits for the answer, kills at the time limit.
    ///
    /// - Parameters:
    ///   - requestID: that of the event; nil for one of the environment's own.
    ///   - invokedARN: by which it was invoked; nil for the function's own.
    /// - Throws: `CancellationError` when the task is cancelled; the process is then killed with its environment.
    package func invoke(
        event: [UInt8],
        requestID: String? = nil,
        invokedARN: String? = nil,
        clientContext: String? = nil
    ) async throws(CancellationError)
        -> InvocationResult
    {
        if live?.process.hasEnded == true { live = nil }
        live?.process.setFrozen(false)
        let initDuration = isCold ? try await startCold() : nil
        var ids = identifiers.invocation()
        if let requestID { ids.requestID = requestID }
        let start = clock.now
        let call = Call(
            event: event,
            ids: ids,
            functionARN: invokedARN ?? function.arn,
            clientContext: clientContext
        )
        let ending = try await handle(call, since: start)
        if function.isFrozenWhenIdle { live?.process.setFrozen(true) }
        let figures = InvocationFigures(
            duration: clock.now - start,
            initDuration: initDuration,
            memorySize: function.memorySize,
            // Lambda's kernel lets no function have more, not even for the moment until it is killed.
            maxMemoryUsed: min(function.memorySize, ((peakMemory ?? 0) + 1_048_575) / 1_048_576)
        )
        return finish(ending, figures: figures, requestID: ids.requestID)
    }
}

// MARK: - Initialisation

extension ExecutionEnvironment {
    /// Starts the process before there is an invocation, under the time limit of its own that Lambda gives it.
    ///
    /// - Returns: how long it took; nil when it failed, and is to be tried again within the invocation.
    private func startCold() async throws(CancellationError) -> Duration? {
        isCold = false
        let digest = identifiers.digits(64)
        write(.initStart(digest: digest))
        let start = clock.now
        let failure = try await startProcess(within: function.initializationTimeLimit)
        let duration = clock.now - start
        write(.initRuntimeDone(phase: "init", status: failure?.status))
        write(.initReport(duration, phase: "init", status: failure?.status))
        return failure == nil ? duration : nil
    }

    /// Starts a process and waits until it asks for its first event.
    ///
    /// - Returns: nil when it did; otherwise what became of it, after its end.
    private func startProcess(within limit: Duration) async throws(CancellationError) -> StartFailure? {
        if let defect = Entrypoint.defect(of: function.bootstrap) {
            return .exited(.notStarted(reason: defect))
        }
        guard let pipe = try? LogPipe(log: log) else {
            return .exited(.notStarted(reason: "There are no more file descriptors for a function's log."))
        }
        let live = LiveProcess(function, runtimeAPI: "127.0.0.1:\(port)", logStream: logStream, pipe: pipe)
        api.reset(events: live.yield)
        starts.yield(live.process)
        let timer = live.startTimer(limit)
        defer {
            timer.cancel()
            live.sampleMemory()
            peakMemory = live.peakMemory
        }
        while true {
            switch try await live.nextEvent() {
            case .ready:
                self.live = live
                return nil
            case .initializationFailed(let report):
                try await live.leaveTime(.milliseconds(500))
                return .reported(report)
            case .exited(let exit):
                return .exited(exit)
            case .timeLimit:
                try await live.kill()
                return .timedOut
            case .answered:
                continue
            }
        }
    }
}

// MARK: - Invocation

extension ExecutionEnvironment {
    /// What is to be handed over.
    private struct Call {
        let event: [UInt8]
        let ids: InvocationIDs
        let functionARN: String
        let clientContext: String?
    }

    private func handle(
        _ call: Call,
        since start: ContinuousClock.Instant
    ) async throws(CancellationError) -> Ending {
        let ids = call.ids
        let deadline = now() + function.timeout
        var startFailure: StartFailure?
        if live == nil { startFailure = try await startWithinInvocation() }
        live?.pipe.drain()
        write(.start(requestID: ids.requestID))
        guard let live, startFailure == nil else {
            return Ending(startFailure ?? .timedOut, requestID: ids.requestID, timeout: function.timeout)
        }
        let invocation = Invocation(
            ids: ids,
            event: call.event,
            deadline: deadline,
            functionARN: call.functionARN,
            traceID: identifiers.traceID(at: now()),
            clientContext: call.clientContext
        )
        return try await deliver(invocation, to: live, within: start + function.timeout - clock.now)
    }

    /// After a failure: there is no second cold start, its time is the invocation's.
    private func startWithinInvocation() async throws(CancellationError) -> StartFailure? {
        let start = clock.now
        guard let failure = try await startProcess(within: function.timeout) else { return nil }
        write(.initRuntimeDone(phase: "invoke", status: failure.status))
        write(.initReport(clock.now - start, phase: "invoke", status: failure.status))
        return failure
    }

    /// Hands the event over and waits for the answer, and until the runtime asks for the next event: only then is the
    /// invocation over.
    private func deliver(
        _ invocation: Invocation,
        to live: LiveProcess,
        within limit: Duration
    ) async throws(CancellationError) -> Ending {
        let requestID = invocation.ids.requestID
        let timer = live.startTimer(limit)
        defer { timer.cancel() }
        api.deliver(invocation)
        var answer: InvocationAnswer?
        while true {
            let event = try await live.nextEvent()
            live.sampleMemory()
            peakMemory = live.peakMemory
            switch event {
            case .answered(let given):
                answer = given
            case .ready:
                guard let answer else { continue }
                return Ending(answer, requestID: requestID)
            case .exited(let exit):
                self.live = nil
                let crash = StartFailure.exited(exit)
                guard let answer else {
                    return Ending(crash, requestID: requestID, timeout: function.timeout)
                }
                write(.exit(exit, requestID: requestID))
                return Ending(answer, requestID: requestID)
            case .timeLimit(let number) where number == timer.number:
                self.live = nil
                try await live.kill()
                return Ending(.timedOut, requestID: requestID, timeout: function.timeout)
            case .timeLimit, .initializationFailed:
                continue
            }
        }
    }

    /// The closing lines, and the result.
    private func finish(_ ending: Ending, figures: InvocationFigures, requestID: String) -> InvocationResult {
        live?.pipe.drain()
        if ending.status == .timeout { write(.timedOut(after: function.timeout, requestID: requestID)) }
        if let exit = ending.exit { write(.exit(exit, requestID: requestID)) }
        let done = PlatformEvent.runtimeDone(
            requestID: requestID,
            figures.duration,
            producedBytes: ending.payload.count,
            status: ending.status
        )
        for event in [done, .end(requestID: requestID)] { write(event) }
        write(.report(figures, requestID: requestID, status: ending.status))
        return InvocationResult(
            payload: ending.payload,
            contentType: ending.contentType,
            functionError: ending.errorType == nil ? nil : "Unhandled",
            errorType: ending.errorType,
            logLines: log.take(),
            figures: figures,
            requestID: requestID
        )
    }

    /// Writes what Lambda itself has to say.
    private func write(_ event: PlatformEvent) {
        for line in platform.lines(of: event, at: now()) { log.addPlatformLine(line) }
    }
}
