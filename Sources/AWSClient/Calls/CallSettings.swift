package import CurlHTTP
package import Logging
package import Platform

/// How a caller makes its calls: everything that isn't about which service it is.
package struct CallSettings: Sendable {
    /// When a failed call is made again.
    package var retryPolicy: RetryPolicy
    /// The limits of one attempt; a call's deadline shortens them.
    package var transferOptions: TransferOptions
    /// How long a server may be silent to an attempt that another can follow, of a call that may be made twice. (The last
    /// attempt has all the time that is left, and so has a call that must not be made twice.)
    package var attemptTimeout: Duration
    /// The `User-Agent` field.
    package var userAgent: String
    /// Where the time comes from, and how backoffs are waited for.
    package var time: TimeSource
    /// A number from 0 up to 1 for jitter.
    package var random: @Sendable () -> Double
    /// Where retries are told of.
    package var logger: Logger

    /// The settings for the real AWS; tests give a time source and a random number of their own.
    package init(
        retryPolicy: RetryPolicy = RetryPolicy(),
        transferOptions: TransferOptions = TransferOptions(),
        attemptTimeout: Duration = .seconds(5),
        userAgent: String = "snap-and-tag",
        time: TimeSource = .system,
        random: @escaping @Sendable () -> Double = { .random(in: 0..<1) },
        logger: Logger = Logger(label: "AWSClient", factory: { _ in SwiftLogNoOpLogHandler() })
    ) {
        self.retryPolicy = retryPolicy
        self.transferOptions = transferOptions
        self.attemptTimeout = attemptTimeout
        self.userAgent = userAgent
        self.time = time
        self.random = random
        self.logger = logger
    }

    /// The limit of an attempt, counted from 1, beyond those that hold for all: at most half of the time that is left, so
    /// that a server that stalls doesn't use up what an attempt on another connection would need. Nil for none.
    func timeout(
        ofAttempt attempt: Int,
        _ idempotency: QueryRequest.Idempotency,
        timeLeft: Duration?
    ) -> Duration? {
        guard idempotency == .idempotent, attempt < retryPolicy.maxAttempts else { return nil }
        return timeLeft.map { min(attemptTimeout, $0 / 2) } ?? attemptTimeout
    }
}
