import CurlHTTP
import Testing

@testable import AWSClient

@Suite struct `A retry policy` {
    private let policy = RetryPolicy()
    private let throttled = AWSClientError.refusal("RequestLimitExceeded", status: 503)

    private func delay(
        after error: AWSClientError,
        attempt: Int = 1,
        idempotency: QueryRequest.Idempotency = .idempotent,
        serverDelay: Duration? = nil,
        random: Double = 0.5,
        policy: RetryPolicy = RetryPolicy()
    ) -> Duration? {
        policy.delay(
            after: error,
            attempt: attempt,
            idempotency: idempotency,
            serverDelay: serverDelay,
            random: random
        )
    }

    @Test(arguments: [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 20), (7, 20), (40, 20), (1_000, 20)])
    func `has a ceiling that doubles up to 20 seconds`(attempt: Int, ceiling: Int) {
        let policy = RetryPolicy(maxAttempts: .max)
        #expect(delay(after: throttled, attempt: attempt, random: 0, policy: policy) == .zero)
        #expect(
            delay(after: throttled, attempt: attempt, random: 0.5, policy: policy) == .seconds(ceiling) / 2
        )
        #expect(delay(after: throttled, attempt: attempt, random: 1, policy: policy) == .seconds(ceiling))
    }

    @Test func `stops after the last attempt`() {
        #expect(delay(after: throttled, attempt: 2) != nil)
        #expect(delay(after: throttled, attempt: 3) == nil)
        #expect(delay(after: throttled, attempt: 1, policy: RetryPolicy(maxAttempts: 1)) == nil)
        #expect(delay(after: throttled, attempt: 1, policy: RetryPolicy(maxAttempts: 0)) == nil)
    }

    @Test func `waits as long as the server asks, at most five seconds longer than by itself`() {
        #expect(delay(after: throttled, serverDelay: .seconds(2)) == .seconds(2))
        #expect(delay(after: throttled, serverDelay: .milliseconds(5_499)) == .milliseconds(5_499))
        #expect(delay(after: throttled, serverDelay: .seconds(3_600)) == .milliseconds(5_500))
        #expect(delay(after: throttled, serverDelay: .zero) == .milliseconds(500))
    }

    @Test(
        arguments: [
            .refusal("InternalError", status: 500), .refusal("Unavailable", status: 503),
            .refusal("503", status: 503),
            .unreadable(status: 502), .lost(.connectionLost, .maybeReceived), .lost(.timeout, .maybeReceived),
            .lost(.malformedResponse, .maybeReceived),
        ] as [AWSClientError]
    )
    func `never follows an ambiguous failure of a call that isn't idempotent`(error: AWSClientError) {
        #expect(error.mayHaveTakenEffect)
        #expect(delay(after: error, idempotency: .idempotent) != nil)
        #expect(delay(after: error, idempotency: .nonIdempotent) == nil)
    }

    @Test(
        arguments: [
            .refusal("RequestLimitExceeded", status: 503), .refusal("Throttling", status: 400),
            .lost(.connection, .notSent), .lost(.timeout, .notSent), .lost(.nameResolution, .notSent),
            .lost(.tls, .notSent), .refusal("429", status: 429),
        ] as [AWSClientError]
    )
    func `follows a failure that did nothing, whatever the call`(error: AWSClientError) {
        #expect(!error.mayHaveTakenEffect)
        #expect(delay(after: error, idempotency: .nonIdempotent) != nil)
    }

    @Test(
        arguments: [
            .refusal("UnauthorizedOperation", status: 403), .refusal("InvalidVolume.NotFound", status: 400),
            .refusal("SnapshotCreationPerVolumeRateExceeded", status: 400),
            .refusal("IncorrectState", status: 400),
            .refusal("ConcurrentSnapshotLimitExceeded", status: 400), .refusal("NotImplemented", status: 501),
            .lost(.certificate, .notSent), .lost(.cancelled, .maybeReceived),
            .lost(.responseTooLarge, .maybeReceived),
            .lost(.invalidRequest, .notSent), .unreadable(status: 200), .unreadable(status: 404),
            .credentials(CredentialsError([])), .invalidCall(operation: "ec2:A", reason: "r"),
            .deadline(operation: "ec2:A", last: nil),
        ] as [AWSClientError]
    )
    func `doesn't follow a failure that would only come again`(error: AWSClientError) {
        #expect(delay(after: error) == nil)
    }
}

@Suite struct `Whether a failed call may have taken effect` {
    @Test(arguments: [
        (AWSClientError.unreadable(status: 200), true), (.unreadable(status: 500), true),
        (.unreadable(status: 403), false), (.unreadable(status: 302), false),
        (.refusal("RequestExpired", status: 400), false), (.refusal("RequestTimeout", status: 400), false),
        (.credentials(CredentialsError([])), false), (.invalidCall(operation: "ec2:A", reason: "r"), false),
        (.deadline(operation: "ec2:A", last: nil), false),
        (.deadline(operation: "ec2:A", last: .refusal("RequestLimitExceeded", status: 503)), false),
        (.deadline(operation: "ec2:A", last: .lost(.timeout, .maybeReceived)), true),
    ])
    func `is told by what came back`(error: AWSClientError, expected: Bool) {
        #expect(error.mayHaveTakenEffect == expected)
    }
}

extension AWSClientError {
    static func refusal(_ code: String, status: Int) -> AWSClientError {
        .service(
            AWSError(
                operation: "ec2:A",
                code: AWSError.Code(rawValue: code),
                message: "",
                requestID: nil,
                status: status
            )
        )
    }

    static func unreadable(status: Int) -> AWSClientError {
        .response(ResponseError(operation: "ec2:A", problem: "p", status: status, beginning: ""))
    }

    static func lost(
        _ kind: TransportError.Kind,
        _ progress: TransportError.RequestProgress
    ) -> AWSClientError {
        .transport(
            operation: "ec2:A",
            TransportError(kind: kind, progress: progress, origin: "http://h", code: 1, message: "m")
        )
    }
}
