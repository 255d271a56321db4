internal import Platform

/// The pauses between looks at EC2: they double from half a second to eight, each with its upper half left to chance,
/// so that the many invocations of a large scale-out don't look in step.
struct Patience {
    private let beginning: Timestamp
    private let deadline: Timestamp
    private let random: @Sendable () -> Double
    private var pauses = 0

    init(from beginning: Timestamp, deadline: Timestamp, random: @escaping @Sendable () -> Double) {
        self.beginning = beginning
        self.deadline = deadline
        self.random = random
    }

    /// The next pause, of whole milliseconds, since the log shows it; nil when it would end after the deadline, or
    /// later than `limit` after the beginning.
    mutating func nextPause(at now: Timestamp, limit: Duration? = nil) -> Duration? {
        let full = Double(min(8_000, 500 << min(pauses, 4)))
        let pause = Duration.milliseconds(Int(full * (0.5 + 0.5 * random())))
        let end = limit.map { min(beginning + $0, deadline) } ?? deadline
        guard now + pause < end else { return nil }
        pauses += 1
        return pause
    }
}
