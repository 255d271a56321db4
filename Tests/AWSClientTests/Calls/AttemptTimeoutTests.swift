import Testing

@testable import AWSClient

@Suite struct `The limit of an attempt` {
    private let settings = CallSettings()

    @Test(
        arguments: [
            (1, nil, .seconds(5)), (2, nil, .seconds(5)), (1, .seconds(20), .seconds(5)),
            (1, .seconds(10), .seconds(5)), (1, .seconds(3), .milliseconds(1_500)),
            (2, .milliseconds(200), .milliseconds(100)),
        ] as [(Int, Duration?, Duration)]
    )
    func `that another may follow is five seconds, and at most half of the time left`(
        attempt: Int,
        timeLeft: Duration?,
        limit: Duration
    ) {
        #expect(settings.timeout(ofAttempt: attempt, .idempotent, timeLeft: timeLeft) == limit)
    }

    @Test func `that is the last is none`() {
        #expect(settings.timeout(ofAttempt: 3, .idempotent, timeLeft: .seconds(3)) == nil)
        let single = CallSettings(retryPolicy: RetryPolicy(maxAttempts: 1))
        #expect(single.timeout(ofAttempt: 1, .idempotent, timeLeft: nil) == nil)
    }

    @Test func `of a call that must not be made twice is none`() {
        #expect(settings.timeout(ofAttempt: 1, .nonIdempotent, timeLeft: .seconds(3)) == nil)
        #expect(settings.timeout(ofAttempt: 1, .nonIdempotent, timeLeft: nil) == nil)
    }
}
