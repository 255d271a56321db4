internal import Glibc

/// A moment by the clock that never goes back, and that goes on while the machine sleeps: `CLOCK_BOOTTIME`.
///
/// `ContinuousClock.Instant` is the same, but the compiler isn't told its size, and has whatever holds one copied by calls
/// into the runtime.
struct Moment: Comparable, Sendable {
    private let nanoseconds: Int64

    static var now: Moment {
        var time = timespec()
        unsafe clock_gettime(CLOCK_BOOTTIME, &time)
        return Moment(nanoseconds: Int64(time.tv_sec) * billion + Int64(time.tv_nsec))
    }

    static func < (one: Moment, other: Moment) -> Bool { one.nanoseconds < other.nanoseconds }

    /// - Parameter duration: Of less than a century.
    static func + (moment: Moment, duration: Duration) -> Moment {
        let (seconds, attoseconds) = duration.components
        return Moment(nanoseconds: moment.nanoseconds + seconds * billion + attoseconds / billion)
    }

    static func - (one: Moment, other: Moment) -> Duration {
        .nanoseconds(one.nanoseconds - other.nanoseconds)
    }
}

private let billion: Int64 = 1_000_000_000
