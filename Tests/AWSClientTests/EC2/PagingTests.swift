import LoopbackServer
import Testing

@testable import AWSClient

@Suite(.timeLimit(.minutes(1))) struct `A walk over pages` {
    private func page(_ volumes: Int, next token: String?) -> Reply {
        let items = (0..<volumes).map { "<item><volumeId>vol-\($0)</volumeId><status>in-use</status></item>" }
        return .response(
            200,
            body: "<DescribeVolumesResponse><volumeSet>\(items.joined())</volumeSet>"
                + (token.map { "<nextToken>\($0)</nextToken>" } ?? "") + "</DescribeVolumesResponse>"
        )
    }

    @Test func `sends the token of each page with the same parameters`() async throws {
        let fake = try FakeService(
            replies: ["1", "2", "3"].map { try .fixture("DescribeVolumes.three-pages.\($0)") }
        )
        let volumes = try await fake.ec2.describeVolumes(filters: attached)
        #expect(
            volumes.map(\.id) == ["vol-0aaaaaaaaaaaaaaa1", "vol-0aaaaaaaaaaaaaaa2", "vol-0aaaaaaaaaaaaaaa3"]
        )
        let first = fake.forms[0]
        #expect(
            fake.forms == [
                first, first + "&NextToken=eyJ2IjoiMiIsInMiOiIxIn0%3D",
                first + "&NextToken=page%2B3%2F%26%3D",
            ]
        )
    }

    @Test func `that comes back to a token is an error, not an endless loop`() async throws {
        let fake = try FakeService(
            replies: [page(1, next: "a"), page(1, next: "b"), page(1, next: "a"), page(1, next: nil)]
        )
        let error = await failure { () throws(AWSClientError) in
            try await fake.ec2.describeVolumes(filters: attached)
        }
        guard case .response(let response) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(response.problem == "its pages go round in a circle")
        #expect(fake.requests.count == 3)
    }

    @Test func `that goes on for ever is an error after a thousand pages`() async throws {
        let fake = try FakeService(replies: (1...1_001).map { page(0, next: "t\($0)") })
        let error = await failure { () throws(AWSClientError) in
            try await fake.ec2.describeVolumes(filters: attached)
        }
        guard case .response(let response) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(response.problem == "it goes on after 1000 pages and 0 items")
        #expect(fake.requests.count == 1_000)
    }

    @Test(arguments: ["InvalidNextToken", "InvalidPaginationToken"])
    func `whose token has expired begins anew, once`(code: String) async throws {
        let good = try FakeService(
            replies: [page(2, next: "a"), .refusal(code, 400), page(3, next: "b"), page(1, next: nil)]
        )
        #expect(try await good.ec2.describeVolumes(filters: attached).count == 4)
        #expect(good.forms[2] == good.forms[0])

        let bad = try FakeService(
            replies: [page(2, next: "a"), .refusal(code, 400), page(2, next: "a"), .refusal(code, 400)]
        )
        let error = await failure { () throws(AWSClientError) in
            try await bad.ec2.describeVolumes(filters: attached)
        }
        #expect(error?.code == code)
        #expect(bad.requests.count == 4)
    }

    @Test func `retries a page without losing those before it`() async throws {
        let fake = try FakeService(replies: [page(2, next: "a"), .throttled, page(3, next: nil)])
        #expect(try await fake.ec2.describeVolumes(filters: attached).count == 5)
        #expect(fake.forms[1] == fake.forms[2])
    }
}
