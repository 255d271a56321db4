private import Glibc

/// When a delivery is tried again (SNS Developer Guide, "Amazon SNS message delivery retries"): at once, then with the
/// shortest delay, then with delays that grow, then with the longest.
struct RetrySchedule: Codable, Sendable, Hashable {
    /// In seconds.
    var minimumDelay: Int
    /// In seconds.
    var maximumDelay: Int
    var noDelayRetries = 0
    var minimumDelayRetries = 0
    /// How often it is tried again while the delays grow.
    var backoffRetries: Int
    var maximumDelayRetries = 0
    var backoff: Backoff

    /// How the delays grow.
    enum Backoff: String, Codable, Sendable, Hashable {
        case linear, arithmetic, geometric, exponential

        /// - Parameter fraction: of the way from the shortest to the longest, 0 to 1.
        fileprivate func delay(_ fraction: Double, from minimum: Double, to maximum: Double) -> Double {
            switch self {
            case .linear: minimum + (maximum - minimum) * fraction
            case .arithmetic: minimum + (maximum - minimum) * fraction * (fraction + 1) / 2
            case .geometric: minimum + (maximum - minimum) * fraction * fraction
            case .exponential: minimum * pow(maximum / minimum, fraction)
            }
        }
    }

    /// For functions and queues: 100,015 tries in 23 days.
    static let managedEndpoint = RetrySchedule(
        minimumDelay: 1,
        maximumDelay: 20,
        noDelayRetries: 3,
        minimumDelayRetries: 2,
        backoffRetries: 10,
        maximumDelayRetries: 100_000,
        backoff: .exponential
    )

    /// For HTTP, if nobody says otherwise.
    static let http = RetrySchedule(
        minimumDelay: 20,
        maximumDelay: 20,
        backoffRetries: 3,
        backoff: .linear
    )

    var retries: Int { noDelayRetries + minimumDelayRetries + backoffRetries + maximumDelayRetries }

    /// How long to wait before a retry, the first being 1; nil when there was the last.
    func delay(beforeRetry number: Int) -> Duration? {
        var rest = number - noDelayRetries
        if rest <= 0 { return .zero }
        rest -= minimumDelayRetries
        if rest <= 0 { return .seconds(minimumDelay) }
        if rest <= backoffRetries { return growingDelay(rest) }
        rest -= backoffRetries
        return rest <= maximumDelayRetries ? .seconds(maximumDelay) : nil
    }

    private func growingDelay(_ number: Int) -> Duration {
        let fraction = backoffRetries > 1 ? Double(number - 1) / Double(backoffRetries - 1) : 0
        let seconds = backoff.delay(fraction, from: Double(minimumDelay), to: Double(maximumDelay))
        return .milliseconds(Int((seconds * 1_000).rounded()))
    }
}
