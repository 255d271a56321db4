public import Platform
internal import Synchronization

/// The time that the cloud lives in. State changes, limits and retries are measured with it; signatures are
/// not, because a client signs with its own machine's time.
public final class CloudClock: Sendable {
    /// What makes the cloud's time pass.
    public enum Mode: Sendable, Hashable {
        /// The machine's clock.
        case real
        /// Begins at the machine's time and runs that many times as fast.
        case scaled(Double)
        /// Begins at that moment and moves only when it is told to.
        case stepped(from: Timestamp)
    }

    /// What makes this clock move.
    public let mode: Mode
    private let wallClock: @Sendable () -> Timestamp
    private let start: Timestamp
    private let advanced = Mutex(Duration.zero)

    /// A clock over the machine's clock.
    public convenience init(_ mode: Mode) {
        self.init(mode, wallClock: systemTime)
    }

    /// A clock over the given one.
    init(_ mode: Mode, wallClock: @escaping @Sendable () -> Timestamp) {
        self.mode = mode
        self.wallClock = wallClock
        self.start = wallClock()
    }

    /// The cloud's time.
    public var now: Timestamp {
        let base =
            switch mode {
            case .real: wallClock()
            case .scaled(let factor): start + (wallClock() - start) * factor
            case .stepped(let beginning): beginning
            }
        return base + advanced.withLock { $0 }
    }

    /// Moves the cloud's time forward, in any mode. A negative duration moves nothing: the cloud's time never
    /// goes back.
    public func advance(by duration: Duration) {
        guard duration > .zero else { return }
        advanced.withLock { $0 += duration }
    }

    /// How long the machine's clock has to run until the cloud's time is that; nil for a clock that is moved by hand.
    func realDuration(until moment: Timestamp) -> Duration? {
        let wait = moment - now
        return switch mode {
        case .real: max(wait, .zero)
        case .scaled(let factor): max(wait / factor, .zero)
        case .stepped: nil
        }
    }
}
