package import CurlHTTP
package import Logging
package import Platform

/// How a caller makes its calls: everything that isn't about which service it is.
package struct CallSettings: Sendable {
    /// When a failed call is made again.
    package var retryPolicy: RetryPolicy
    /// The limits of one attempt; a call's deadline shortens them.
    package var transferOptions: TransferOptions
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
        userAgent: String = "snap-and-tag",
        time: TimeSource = .system,
        random: @escaping @Sendable () -> Double = { .random(in: 0..<1) },
        logger: Logger = Logger(label: "AWSClient", factory: { _ in SwiftLogNoOpLogHandler() })
    ) {
        self.retryPolicy = retryPolicy
        self.transferOptions = transferOptions
        self.userAgent = userAgent
        self.time = time
        self.random = random
        self.logger = logger
    }
}
