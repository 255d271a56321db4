import LoopbackServer
import Platform
import Testing

@testable import AWSClient

@Suite(.timeLimit(.minutes(1))) struct `A clock that is wrong` {
    /// The manual time starts at 12:00:00.
    private static func refusal(_ code: String, date: String) -> Reply {
        .refusal(code, 403, [("Date", date)])
    }

    private func describe(_ fake: FakeService) async -> AWSClientError? {
        await failure { () throws(AWSClientError) in try await fake.ec2.describeVolumes(filters: attached) }
    }

    @Test(arguments: ["RequestExpired", "RequestTimeTooSkewed", "SignatureDoesNotMatch", "AuthFailure"])
    func `is corrected by the answer's date, without waiting, for later calls too`(code: String) async throws
    {
        let fake = try FakeService(
            replies: [Self.refusal(code, date: "Thu, 15 Jan 2026 12:20:00 GMT"), .volumes, .volumes]
        )
        #expect(await describe(fake) == nil)
        #expect(await describe(fake) == nil)
        #expect(
            fake.requests.map { $0[field: "x-amz-date"] }
                == ["20260115T120000Z", "20260115T122000Z", "20260115T122000Z"]
        )
        #expect(fake.time.sleeps.isEmpty)
    }

    @Test func `is corrected when it is fast, and for a call that makes snapshots`() async throws {
        let fake = try FakeService(
            replies: [Self.refusal("AuthFailure", date: "Wed, 14 Jan 2026 12:00:00 GMT"), .snapshot]
        )
        _ = try await fake.ec2.createSnapshot(volumeID: "vol-0aaaaaaaaaaaaaaa1", description: "", tags: [])
        #expect(fake.requests.map { $0[field: "x-amz-date"] } == ["20260115T120000Z", "20260114T120000Z"])
    }

    @Test func `is corrected once in a call`() async throws {
        let date = "Thu, 15 Jan 2026 12:20:00 GMT"
        let later = "Thu, 15 Jan 2026 12:50:00 GMT"
        let fake = try FakeService(
            maxAttempts: 10,
            replies: [
                Self.refusal("SignatureDoesNotMatch", date: date),
                Self.refusal("SignatureDoesNotMatch", date: later),
                .volumes,
            ]
        )
        #expect(await describe(fake)?.code == "SignatureDoesNotMatch")
        #expect(fake.requests.count == 2)
    }

    @Test(arguments: ["Thu, 15 Jan 2026 12:03:00 GMT", "Thu, 15 Jan 2026 11:57:00 GMT", "yesterday"])
    func `by less than four minutes, or by nobody knows how much, isn't the cause`(date: String) async throws
    {
        let fake = try FakeService(replies: [Self.refusal("SignatureDoesNotMatch", date: date), .volumes])
        #expect(await describe(fake)?.code == "SignatureDoesNotMatch")
        #expect(fake.requests.count == 1)
    }

    @Test func `isn't suspected after another refusal`() async throws {
        let date = "Thu, 15 Jan 2026 18:00:00 GMT"
        let fake = try FakeService(replies: [Self.refusal("UnauthorizedOperation", date: date), .volumes])
        #expect(await describe(fake)?.code == "UnauthorizedOperation")
        #expect(fake.requests.count == 1)
    }

    @Test func `doesn't move deadlines, which are in the system's own time`() async throws {
        let fake = try FakeService(
            replies: [Self.refusal("AuthFailure", date: "Thu, 15 Jan 2026 18:00:00 GMT"), .volumes, .volumes]
        )
        let deadline = fake.time.now + .seconds(5)
        _ = try await fake.ec2.describeVolumes(filters: attached, deadline: deadline)
        _ = try await fake.ec2.describeVolumes(filters: attached, deadline: deadline)
        #expect(fake.requests.count == 3)
    }
}
