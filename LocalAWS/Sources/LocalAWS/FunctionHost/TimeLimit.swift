private import NIOCore
private import NIOPosix

/// Tells a stream of events when a time is over.
struct TimeLimit {
    private let scheduled: Scheduled<Void>

    /// Yields `RuntimeEvent.timeLimit(number)` after that time, unless it is cancelled before.
    init(_ duration: Duration, number: Int, events: AsyncStream<RuntimeEvent>.Continuation) {
        let (seconds, attoseconds) = duration.components
        let delay = TimeAmount.seconds(seconds) + .nanoseconds(attoseconds / 1_000_000_000)
        scheduled = MultiThreadedEventLoopGroup.singleton.any().scheduleTask(in: delay) {
            _ = events.yield(.timeLimit(number))
        }
    }

    func cancel() {
        scheduled.cancel()
    }
}
