/// A process that has been started, and what its host hears of it.
///
/// A class, because the host's account of it, the peak of its memory and the number of its last timer, changes while
/// it lives.
final class LiveProcess {
    let process: FunctionProcess
    let pipe: LogPipe
    /// Where its doings are reported.
    let yield: AsyncStream<RuntimeEvent>.Continuation
    /// The most memory that it was seen to have, in bytes.
    private(set) var peakMemory: Int?

    private let events: AsyncStream<RuntimeEvent>
    private var timerCount = 0

    init(_ function: FunctionConfiguration, runtimeAPI: String, logStream: String, pipe: LogPipe) {
        self.pipe = pipe
        (events, yield) = AsyncStream.makeStream(of: RuntimeEvent.self)
        process = FunctionProcess(
            command: function.command,
            variables: FunctionVariables.all(for: function, runtimeAPI: runtimeAPI, logStream: logStream),
            pipe: pipe,
            limits: SandboxLimits(function),
            events: yield
        )
    }

    /// The next thing that it does.
    func nextEvent() async throws(CancellationError) -> RuntimeEvent {
        var iterator = events.makeAsyncIterator()
        guard let event = await iterator.next(isolation: #isolation) else { throw CancellationError() }
        return event
    }

    /// Starts a time limit; its end is an event with the number of the limit.
    func startTimer(_ duration: Duration) -> Timer {
        timerCount += 1
        let limit = TimeLimit(duration, number: timerCount, events: yield)
        return Timer(number: timerCount, limit: limit)
    }

    /// A time limit that runs.
    struct Timer {
        let number: Int
        fileprivate let limit: TimeLimit

        func cancel() { limit.cancel() }
    }

    /// Takes note of how much memory it has had so far.
    func sampleMemory() {
        peakMemory = max(peakMemory ?? 0, process.peakMemory ?? 0)
    }

    /// Kills it and returns when it is gone.
    func kill() async throws(CancellationError) {
        process.kill()
        while true {
            if case .exited = try await nextEvent() { return }
        }
    }

    /// Lets it end by itself, but no longer than that.
    func leaveTime(_ duration: Duration) async throws(CancellationError) {
        let timer = startTimer(duration)
        defer { timer.cancel() }
        while true {
            switch try await nextEvent() {
            case .exited: return
            case .timeLimit(let number) where number == timer.number: return try await kill()
            default: continue
            }
        }
    }
}
