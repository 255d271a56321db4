/// When a failed call is made again: the standard mode of the AWS SDKs ("Retry behavior", AWS SDKs and Tools Reference
/// Guide). A value without a clock or dice of its own.
package struct RetryPolicy: Sendable, Equatable {
    /// How many times a call is sent at most, the first time included; `AWS_MAX_ATTEMPTS`. At least 1.
    package let maxAttempts: Int
    /// The ceiling of the delay before the second attempt; it doubles with each further one.
    package let baseDelay: Duration
    /// The highest ceiling.
    package let maxDelay: Duration

    /// How much longer than its own choice the policy waits because the server asks for it.
    static let longestServerDelay: Duration = .seconds(5)

    /// The SDKs' figures, unless others are given.
    package init(
        maxAttempts: Int = 3,
        baseDelay: Duration = .seconds(1),
        maxDelay: Duration = .seconds(20)
    ) {
        self.maxAttempts = max(1, maxAttempts)
        self.baseDelay = baseDelay
        self.maxDelay = maxDelay
    }

    /// How long to wait before the next attempt; nil means that there is none.
    ///
    /// Full jitter: anything from nothing to the ceiling with equal chance, so that calls that failed together don't
    /// return together. A delay that the server asks for is kept, but never shortens the policy's own and never adds
    /// more than five seconds to it, so that no answer can stop the function.
    ///
    /// - Parameters:
    ///   - error: why the attempt failed.
    ///   - attempt: which attempt it was, counted from 1.
    ///   - idempotency: whether the call may be repeated after a failure that may hide a success.
    ///   - serverDelay: what the answer asked for, if anything.
    ///   - random: a number from 0 up to 1.
    package func delay(
        after error: AWSClientError,
        attempt: Int,
        idempotency: QueryRequest.Idempotency,
        serverDelay: Duration?,
        random: Double
    ) -> Duration? {
        guard attempt < maxAttempts, FailureClass(of: error) != .permanent else { return nil }
        if idempotency == .nonIdempotent, error.mayHaveTakenEffect { return nil }
        let own = ceiling(after: attempt) * random
        return min(max(own, serverDelay ?? own), own + Self.longestServerDelay)
    }

    private func ceiling(after attempt: Int) -> Duration {
        // Past 30 doublings any base is beyond any ceiling, and a shift would overflow.
        min(maxDelay, baseDelay * (1 << min(attempt - 1, 30)))
    }
}
