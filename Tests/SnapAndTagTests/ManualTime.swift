import Platform

/// A clock that stands still until somebody sleeps by it, and then jumps: waiting takes no time.
final class ManualTime: Sendable {
    private let now: Lock<Timestamp>
    private let slept = Lock<[Duration]>([])

    init(_ now: Timestamp = Timestamp(secondsSinceEpoch: 1_772_442_907)) {
        self.now = Lock(now)
    }

    /// The pauses so far.
    var pauses: [Duration] { slept.withLock { $0 } }

    var current: Timestamp { now.withLock { $0 } }

    /// Lets that much time pass.
    func advance(by duration: Duration) { now.withLock { $0 = $0 + duration } }

    /// Lets time pass until that moment, if it isn't past.
    func advance(to moment: Timestamp) { now.withLock { $0 = max($0, moment) } }

    var source: TimeSource {
        TimeSource(
            now: { self.current },
            sleep: { duration in
                self.slept.withLock { $0.append(duration) }
                self.now.withLock { $0 = $0 + duration }
            }
        )
    }
}
