private import Platform

/// Bounds how much a client retries in all: while a service is down, most calls fail after their first attempt instead
/// of tripling the load. The standard mode's token bucket, shared by all calls of a client.
package final class RetryQuota: Sendable {
    static let capacity = 500
    static let retryCost = 5
    static let timeoutRetryCost = 10
    /// What a success at the first attempt returns.
    static let firstAttemptReturn = 1

    private let tokens: Lock<Int>

    /// A full bucket.
    package init() {
        tokens = Lock(Self.capacity)
    }

    /// How many tokens are left.
    var available: Int { tokens.withLock { $0 } }

    /// Takes what a retry after such a failure costs, and returns it; nil when there isn't enough left.
    func take(for failure: FailureClass) -> Int? {
        let cost = failure == .timeout ? Self.timeoutRetryCost : Self.retryCost
        return tokens.withLock { tokens in
            guard tokens >= cost else { return nil }
            tokens -= cost
            return cost
        }
    }

    /// Returns tokens after a success: what its last retry cost, or one when it needed none.
    func giveBack(_ lastCost: Int?) {
        tokens.withLock { $0 = min(Self.capacity, $0 + (lastCost ?? Self.firstAttemptReturn)) }
    }
}
