internal import Platform

/// The time as the service has it: the system's clock, corrected by what a refusal taught.
final class ServerClock: Sendable {
    private let time: TimeSource
    private let offset = Lock(Duration.zero)

    init(_ time: TimeSource) {
        self.time = time
    }

    /// The corrected time, for signing. Deadlines are in the system's own time.
    var now: Timestamp { time.now() + offset.withLock { $0 } }

    /// Reckons with the server's clock from now on.
    func correct(to serverDate: Timestamp) {
        let difference = serverDate - time.now()
        offset.withLock { $0 = difference }
    }
}
