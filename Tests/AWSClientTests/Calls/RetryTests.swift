import CurlHTTP
import LoopbackServer
import Testing

@testable import AWSClient

@Suite(.timeLimit(.minutes(1))) struct `A call that fails` {
    private func describe(_ fake: FakeService) async -> AWSClientError? {
        await failure { () throws(AWSClientError) in try await fake.ec2.describeVolumes(filters: attached) }
    }

    private func create(_ fake: FakeService) async -> AWSClientError? {
        await failure { () throws(AWSClientError) in
            try await fake.ec2.createSnapshot(volumeID: "vol-0aaaaaaaaaaaaaaa1", description: "", tags: [])
        }
    }

    private static let ambiguous: [Reply] = [
        .refusal("InternalError", 500), .refusal("Unavailable", 503), .response(502), .response(504),
        .response(503, body: "<html><body>busy</body></html>"), .reset, Reply([.close]),
        Reply([.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<DescribeVol".utf8)), .close]),
        Reply([.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n".utf8)), .reset]),
    ]

    @Test func `succeeds at the third attempt, after growing delays`() async throws {
        let fake = try FakeService(replies: [.throttled, .refusal("InternalError", 500), .volumes])
        #expect(await describe(fake) == nil)
        #expect(fake.time.sleeps == [.milliseconds(500), .seconds(1)])
    }

    @Test func `says in a sentence when it is tried again, to the millisecond`() async throws {
        let fake = try FakeService(random: 1 / 3, replies: [Reply([.close]), .volumes])
        #expect(await describe(fake) == nil)
        let line = try #require(fake.log.first)
        #expect(line.hasPrefix("info Attempt 2 of ec2:DescribeVolumes follows in 0.333 seconds: "))
        #expect(line.contains(" (connectionLost, libcurl 52): ") && line.hasSuffix("."))
        #expect(fake.log.count == 1)
    }

    @Test func `three times fails with the last failure`() async throws {
        let fake = try FakeService(replies: [
            .throttled, .throttled, .refusal("InternalError", 500), .volumes,
        ])
        #expect(await describe(fake)?.code == "InternalError")
        #expect(fake.requests.count == 3)
    }

    @Test func `is sent as often as the policy says`() async throws {
        let fake = try FakeService(
            maxAttempts: 5,
            replies: [.throttled, .throttled, .throttled, .throttled, .volumes]
        )
        #expect(await describe(fake) == nil)
        #expect(fake.requests.last?[field: "amz-sdk-request"] == "attempt=5; max=5")
        let single = try FakeService(maxAttempts: 1, replies: [.throttled, .volumes])
        #expect(await describe(single)?.code == "RequestLimitExceeded")
    }

    @Test(arguments: ambiguous.indices)
    func `ambiguously is repeated if that can do no harm`(index: Int) async throws {
        let fake = try FakeService(replies: [Self.ambiguous[index], .volumes])
        #expect(await describe(fake) == nil)
        #expect(fake.requests.count == 2)
    }

    @Test(arguments: ambiguous.indices)
    func `ambiguously is never repeated if it could make a second snapshot`(index: Int) async throws {
        let fake = try FakeService(replies: [Self.ambiguous[index], .snapshot])
        let error = await create(fake)
        #expect(error?.mayHaveTakenEffect == true)
        #expect(fake.requests.count == 1)
        #expect(fake.time.sleeps.isEmpty)
    }

    @Test func `with a success that can't be read is never repeated`() async throws {
        for body in ["", "<CreateSnapshotResponse/>", "<CreateSnapshotResponse>", "<html/>"] {
            let fake = try FakeService(replies: [.response(200, body: body), .snapshot])
            let error = await create(fake)
            #expect(error?.mayHaveTakenEffect == true)
            #expect(fake.requests.count == 1)
        }
    }

    @Test func `because of throttling is repeated even if it makes snapshots`() async throws {
        let fake = try FakeService(replies: [.throttled, .throttled, .snapshot])
        #expect(await create(fake) == nil)
        #expect(fake.requests.count == 3)
    }

    @Test func `because nothing listens is repeated even if it makes snapshots`() async throws {
        let time = ManualTime()
        let gone = try FakeService(replies: []).authority
        let caller = ServiceCaller(
            service: .ec2,
            endpoint: ServiceEndpoint(scheme: "http", authority: gone, path: "/", signingRegion: "eu-west-1"),
            credentials: FakeProvider(.success(.long)),
            transport: HTTPTransport(),
            settings: CallSettings(time: time.source, random: { 0.5 })
        )
        let error = await failure { () throws(AWSClientError) in
            try await EC2Client(caller).createSnapshot(
                volumeID: "vol-0aaaaaaaaaaaaaaa1",
                description: "",
                tags: []
            )
        }
        guard case .transport("ec2:CreateSnapshot", let transport) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(transport.kind == .connection)
        #expect(error?.mayHaveTakenEffect == false)
        #expect(time.sleeps.count == 2)
    }

    @Test(arguments: [
        "UnauthorizedOperation", "InvalidVolume.NotFound", "SnapshotCreationPerVolumeRateExceeded",
        "IncorrectState",
        "ConcurrentSnapshotLimitExceeded", "ConcurrentTagAccess", "TagLimitExceeded",
    ])
    func `for a reason that stays is not repeated`(code: String) async throws {
        let fake = try FakeService(replies: [.refusal(code, 400), .snapshot])
        let error = await create(fake)
        #expect(error?.code == code)
        #expect(error?.mayHaveTakenEffect == false)
        #expect(fake.requests.count == 1)
    }

    @Test func `waits as long as the answer asks, within bounds`() async throws {
        let fake = try FakeService(
            replies: [
                .refusal("RequestLimitExceeded", 503, [("x-amz-retry-after", "2500")]),
                .refusal("RequestLimitExceeded", 503, [("Retry-After", "86400")]), .volumes,
            ]
        )
        #expect(await describe(fake) == nil)
        #expect(fake.time.sleeps == [.milliseconds(2_500), .seconds(6)])
    }

    @Test func `isn't repeated once the quota is used up, and is again after successes`() async throws {
        let fake = try FakeService(
            maxAttempts: 1_000,
            replies: Array(repeating: .throttled, count: 102) + [
                .volumes, .volumes, .volumes, .volumes, .volumes,
            ]
                + [.throttled, .volumes]
        )
        // 500 tokens are a hundred retries.
        #expect(await describe(fake)?.code == "RequestLimitExceeded")
        #expect(fake.requests.count == 101)
        #expect(await describe(fake)?.code == "RequestLimitExceeded")
        #expect(fake.requests.count == 102)
        // Five successes without a retry bring five tokens, which are one retry.
        for _ in 0..<5 { #expect(await describe(fake) == nil) }
        #expect(await describe(fake) == nil)
        #expect(fake.requests.count == 109)
    }

    @Test func `is not repeated when its task is cancelled meanwhile`() async throws {
        let fake = try FakeService(replies: [.throttled, .volumes])
        let task = Task { await describe(fake) }
        task.cancel()
        guard case .transport(_, let error) = await task.value else {
            Issue.record("it wasn't cancelled")
            return
        }
        #expect(error.kind == .cancelled)
        #expect(fake.requests.count <= 1)
    }
}
