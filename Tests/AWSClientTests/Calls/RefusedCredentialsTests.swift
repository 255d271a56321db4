import LoopbackServer
import SigV4
import Testing

@testable import AWSClient

@Suite(.timeLimit(.minutes(1))) struct `Credentials that AWS refuses` {
    private func describe(_ fake: FakeService) async -> AWSClientError? {
        await failure { () throws(AWSClientError) in try await fake.ec2.describeVolumes(filters: attached) }
    }

    @Test(arguments: ["RequestExpired", "ExpiredToken", "ExpiredTokenException", "AuthFailure"])
    func `are renewed once, without waiting`(code: String) async throws {
        let provider = FakeProvider(.success(.session), .success(.long))
        let fake = try FakeService(credentials: provider, replies: [.refusal(code, 400), .volumes])
        #expect(await describe(fake) == nil)
        #expect(provider.invalidated == [.session])
        #expect(fake.requests.map { $0[field: "x-amz-security-token"] != nil } == [true, false])
        #expect(fake.time.sleeps.isEmpty)
    }

    @Test func `are renewed for a call that makes snapshots too`() async throws {
        let provider = FakeProvider(.success(.session), .success(.long))
        let fake = try FakeService(
            credentials: provider,
            replies: [.refusal("RequestExpired", 400), .snapshot]
        )
        _ = try await fake.ec2.createSnapshot(volumeID: "vol-0aaaaaaaaaaaaaaa1", description: "", tags: [])
        #expect(fake.requests.count == 2)
    }

    @Test func `are not tried again when the provider has no others`() async throws {
        let provider = FakeProvider(.success(.long))
        let fake = try FakeService(credentials: provider, replies: [.refusal("AuthFailure", 401), .volumes])
        #expect(await describe(fake)?.code == "AuthFailure")
        #expect(provider.invalidated == [.long])
        #expect(fake.requests.count == 1)
    }

    @Test func `are renewed only once in a call`() async throws {
        let third = ResolvedCredentials(Credentials(accessKeyID: "AKIDOTHER", secretAccessKey: "other"))
        let provider = FakeProvider(.success(.session), .success(.long), .success(third))
        let fake = try FakeService(
            credentials: provider,
            maxAttempts: 10,
            replies: [.refusal("ExpiredToken", 400), .refusal("ExpiredToken", 400), .volumes]
        )
        #expect(await describe(fake)?.code == "ExpiredToken")
        #expect(fake.requests.count == 2)
    }

    @Test func `fail the call with the provider's reasons when it can't renew them`() async throws {
        let refusal = CredentialsError.Refusal(provider: "fake", reason: "gone", isFailure: true)
        let provider = FakeProvider(.success(.session), .failure(CredentialsError([refusal])))
        let fake = try FakeService(credentials: provider, replies: [.refusal("ExpiredToken", 400), .volumes])
        #expect(await describe(fake) == .credentials(CredentialsError([refusal])))
    }

    @Test func `are not asked for again because IAM says no`() async throws {
        let provider = FakeProvider(.success(.session), .success(.long))
        let fake = try FakeService(credentials: provider, replies: [.refusal("UnauthorizedOperation", 403)])
        #expect(await describe(fake)?.code == "UnauthorizedOperation")
        #expect(provider.invalidated.isEmpty)
    }

    @Test func `that aren't there fail the call before anything is sent`() async throws {
        let refusal = CredentialsError.Refusal(provider: "environment", reason: "not set", isFailure: false)
        let fake = try FakeService(
            credentials: FakeProvider(.failure(CredentialsError([refusal]))),
            replies: []
        )
        let error = await describe(fake)
        #expect(error == .credentials(CredentialsError([refusal])))
        #expect(error?.mayHaveTakenEffect == false)
        #expect(fake.requests.isEmpty)
    }

    @Test func `without a provider fail the call`() async throws {
        let fake = try FakeService(credentials: nil, replies: [])
        guard case .invalidCall("ec2:DescribeVolumes", _) = await describe(fake) else {
            Issue.record("it was sent")
            return
        }
        #expect(fake.requests.isEmpty)
    }
}
