import Platform

/// Time that stands still but for waiting, which takes none.
final class ManualTime: Sendable {
    private struct State {
        var now: Timestamp
        var sleeps: [Duration] = []
    }

    private let state: Lock<State>

    init(_ now: Timestamp = Timestamp(secondsSinceEpoch: 1_768_478_400)) {
        state = Lock(State(now: now))
    }

    /// What was waited for so far.
    var sleeps: [Duration] { state.withLock { $0.sleeps } }

    var now: Timestamp { state.withLock { $0.now } }

    func advance(by duration: Duration) {
        state.withLock { $0.now = $0.now + duration }
    }

    var source: TimeSource {
        TimeSource(
            now: { self.now },
            sleep: { duration in
                try Task.checkCancellation()
                self.state.withLock { state in
                    state.sleeps.append(duration)
                    state.now = state.now + duration
                }
            }
        )
    }
}
