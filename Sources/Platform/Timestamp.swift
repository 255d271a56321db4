/// A moment of wall-clock time in UTC, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// The function is free of Foundation, and all it needs of dates is the formats of this file's extensions.
public struct Timestamp: Hashable, Sendable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z; negative before it.
    public var millisecondsSinceEpoch: Int64

    /// The moment that many milliseconds after 1970-01-01T00:00:00Z.
    public init(millisecondsSinceEpoch: Int64) {
        self.millisecondsSinceEpoch = millisecondsSinceEpoch
    }

    /// The moment that many seconds after 1970-01-01T00:00:00Z.
    public init(secondsSinceEpoch: Int64) {
        self.init(millisecondsSinceEpoch: secondsSinceEpoch * 1_000)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded towards the past.
    public var secondsSinceEpoch: Int64 {
        (millisecondsSinceEpoch - millisecondOfSecond) / 1_000
    }

    /// Milliseconds within the second, 0 to 999.
    var millisecondOfSecond: Int64 {
        let remainder = millisecondsSinceEpoch % 1_000
        return remainder < 0 ? remainder + 1_000 : remainder
    }

    /// Whether the first moment is the earlier one.
    public static func < (earlier: Timestamp, later: Timestamp) -> Bool {
        earlier.millisecondsSinceEpoch < later.millisecondsSinceEpoch
    }

    /// The moment that much later, to the millisecond.
    public static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        return Timestamp(millisecondsSinceEpoch: moment.millisecondsSinceEpoch + milliseconds)
    }

    /// The moment that much earlier, to the millisecond.
    public static func - (moment: Timestamp, duration: Duration) -> Timestamp {
        moment + (.zero - duration)
    }

    /// The time from the second moment to the first; negative when the first is the earlier one.
    public static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        .milliseconds(later.millisecondsSinceEpoch - earlier.millisecondsSinceEpoch)
    }
}
