internal import Glibc

/// Where a module takes the time from and how it waits: the system's clock, or one that a test moves by hand.
package struct TimeSource: Sendable {
    /// The wall-clock time.
    package let now: @Sendable () -> Timestamp
    /// Waits that long, or throws `CancellationError` when the task is cancelled meanwhile.
    package let sleep: @Sendable (Duration) async throws -> Void

    /// Time from two functions.
    package init(
        now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// The system's clock. `CLOCK_REALTIME` is read anew each time, because a thawed Lambda environment finds
    /// it moved on while every timer stood still.
    package static let system = TimeSource(
        now: {
            var time = timespec()
            unsafe clock_gettime(CLOCK_REALTIME, &time)
            return Timestamp(
                millisecondsSinceEpoch: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
            )
        },
        sleep: { try await Task.sleep(for: $0) }
    )
}
