import CurlHTTP
import LoopbackServer
import Platform
import Testing

@testable import AWSClient

@Suite(.timeLimit(.minutes(1))) struct `A deadline` {
    private func describe(_ fake: FakeService, within time: Duration) async -> AWSClientError? {
        let deadline = fake.time.now + time
        return await failure { () throws(AWSClientError) in
            try await fake.ec2.describeVolumes(filters: attached, deadline: deadline)
        }
    }

    @Test(arguments: [Duration.seconds(-10), .zero, .milliseconds(49)])
    func `that is past or too near lets nothing be sent`(time: Duration) async throws {
        let fake = try FakeService(replies: [])
        let error = await describe(fake, within: time)
        #expect(error == .deadline(operation: "ec2:DescribeVolumes", last: nil))
        #expect(error?.mayHaveTakenEffect == false)
        #expect(fake.requests.isEmpty)
    }

    @Test func `that is past doesn't even ask for credentials`() async throws {
        let provider = FakeProvider(.failure(CredentialsError([])))
        let fake = try FakeService(credentials: provider, replies: [])
        #expect(await describe(fake, within: .zero) == .deadline(operation: "ec2:DescribeVolumes", last: nil))
    }

    @Test func `within the backoff ends the call at once, with the last failure`() async throws {
        let fake = try FakeService(baseDelay: .seconds(120), replies: [.throttled, .volumes])
        let error = await describe(fake, within: .milliseconds(60_040))
        guard case .deadline("ec2:DescribeVolumes", let last?) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(last.code == "RequestLimitExceeded")
        #expect(fake.time.sleeps.isEmpty)
        #expect(fake.requests.count == 1)
    }

    @Test func `after the backoff lets the next attempt be made`() async throws {
        let fake = try FakeService(baseDelay: .seconds(120), replies: [.throttled, .volumes])
        #expect(await describe(fake, within: .seconds(90)) == nil)
        #expect(fake.time.sleeps == [.seconds(60)])
    }

    @Test func `cuts an attempt that gets no answer, and says so`() async throws {
        let stalled = Reply([.pause(.seconds(60)), .close])
        let fake = try FakeService(replies: [stalled, .snapshot])
        let start = ContinuousClock.now
        let error = await failure { () throws(AWSClientError) in
            try await fake.ec2.createSnapshot(
                volumeID: "vol-0aaaaaaaaaaaaaaa1",
                description: "",
                tags: [],
                deadline: fake.time.now + .seconds(2)
            )
        }
        #expect(ContinuousClock.now - start < .seconds(45))
        guard case .transport("ec2:CreateSnapshot", let transport) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(transport.kind == .timeout)
        #expect(error?.mayHaveTakenEffect == true)
    }

    @Test func `far away leaves an attempt the call's own time limit`() async throws {
        var late = try Reply.snapshot
        late.steps.insert(.pause(.seconds(3)), at: 0)
        let fake = try FakeService(replies: [late])
        let error = await failure { () throws(AWSClientError) in
            try await fake.ec2.createSnapshot(
                volumeID: "vol-0aaaaaaaaaaaaaaa1",
                description: "",
                tags: [],
                deadline: fake.time.now + .seconds(60),
                timeLimit: .milliseconds(200)
            )
        }
        guard case .transport("ec2:CreateSnapshot", let transport) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(transport.kind == .timeout)
    }

    @Test func `that a backoff overslept is seen before the next attempt`() async throws {
        let time = ManualTime()
        let late = TimeSource(
            now: { time.now },
            sleep: { duration in time.advance(by: duration + .seconds(60)) }
        )
        let fake = try FakeService(replies: [.throttled, .volumes])
        let caller = ServiceCaller(
            service: .ec2,
            endpoint: fake.caller.endpoint,
            credentials: FakeProvider(.success(.long)),
            transport: HTTPTransport(),
            settings: CallSettings(time: late, random: { 0.5 })
        )
        let deadline = time.now + .seconds(30)
        let error = await failure { () throws(AWSClientError) in
            try await EC2Client(caller).describeVolumes(filters: attached, deadline: deadline)
        }
        guard case .deadline("ec2:DescribeVolumes", let last?) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(last.code == "RequestLimitExceeded")
        #expect(fake.requests.count == 1)
    }
}
