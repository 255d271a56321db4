import Foundation
import LoopbackServer
import Testing

@testable import AWSClient

@Suite(.timeLimit(.minutes(2))) struct `An answer of EC2` {
    @Test(arguments: Fixture.answers)
    func `becomes the values beside it`(fixture: Fixture.Case) async throws {
        let fake = try FakeService(replies: fixture.pages.map { try .fixture($0) })
        let values = try await call(fixture.kind, of: fake.ec2)
        let expected = try #require(Fixture.json(fixture.name) as? [[String: Any]])
        #expect(values as NSArray == expected as NSArray)
        #expect(fake.requests.count == fixture.pages.count)
    }

    @Test(arguments: Fixture.errors)
    func `that is a refusal becomes the error beside it`(fixture: Fixture.Case) async throws {
        let expected = try #require(Fixture.json(fixture.name) as? [String: Any])
        let status = try #require(expected["status"] as? Int)
        let fake = try FakeService(maxAttempts: 1, replies: [.fixture(fixture.name, status: status)])
        let error = await failure { () throws(AWSClientError) in
            try await fake.ec2.createTags([Tag(key: "k", value: "v")], resourceIDs: ["i-0123456789abcdef0"])
        }
        guard case .service(let refusal) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(refusal.operation == "ec2:CreateTags")
        #expect(refusal.status == status)
        #expect(refusal.code.rawValue == expected["code"] as? String)
        #expect(refusal.message == expected["message"] as? String)
        #expect(refusal.requestID == expected["requestID"] as? String)
        #expect("\(FailureClass(of: refusal))" == expected["class"] as? String)
        #expect(error?.mayHaveTakenEffect == expected["mayHaveTakenEffect"] as? Bool)
        #expect(!"\(refusal)".contains("SESSIONTOKEN"))
    }

    @Test(arguments: Fixture.unreadable)
    func `that can't be read says what is wrong with it and how it begins`(fixture: Fixture.Case) async throws
    {
        let expected = try #require(Fixture.json(fixture.name) as? [String: Any])
        let status = try #require(expected["status"] as? Int)
        let fake = try FakeService(maxAttempts: 1, replies: [.fixture(fixture.name, status: status)])
        let error = await failure { () throws(AWSClientError) in
            try await fake.ec2.describeVolumes(filters: attached)
        }
        guard case .response(let response) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let problem = try #require(expected["problem"] as? String)
        let beginning = try #require(expected["beginning"] as? String)
        #expect(response.operation == "ec2:DescribeVolumes")
        #expect(response.status == status)
        #expect(response.problem.hasPrefix(problem), "\(response.problem)")
        #expect(response.beginning.hasPrefix(beginning), "\(response.beginning)")
        #expect(response.beginning.utf8.count <= 210)
        #expect(response.beginning.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }

    @Test func `carries its request ID in the header when the body has none`() async throws {
        let fake = try FakeService(
            maxAttempts: 1,
            replies: [.response(503, [("x-amzn-RequestId", "in-the-header")])]
        )
        let error = await failure { () throws(AWSClientError) in
            try await fake.ec2.describeVolumes(filters: attached)
        }
        #expect(
            "\(try #require(error))"
                == "ec2:DescribeVolumes failed with 503 (HTTP 503) [request ID in-the-header]"
        )
    }

    private func call(_ action: Substring, of client: EC2Client) async throws -> [[String: Any]] {
        let tags = [Tag(key: "k", value: "v")]
        let (instance, volume) = ("i-0123456789abcdef0", "vol-0aaaaaaaaaaaaaaa1")
        switch action {
        case "DescribeVolumes": return try await client.describeVolumes(filters: attached).map(\.asJSON)
        case "DescribeSnapshots": return try await client.describeSnapshots(filters: attached).map(\.asJSON)
        case "DescribeInstances":
            return try await client.describeInstances(instanceIDs: [instance]).map(\.asJSON)
        case "CreateSnapshot":
            return [try await client.createSnapshot(volumeID: volume, description: "d", tags: tags).asJSON]
        case "CreateSnapshots":
            return try await client.createSnapshots(instanceID: instance, description: "d", tags: tags).map(
                \.asJSON
            )
        case "CreateTags":
            try await client.createTags(tags, resourceIDs: [instance])
            return []
        case "DeleteSnapshot":
            try await client.deleteSnapshot("snap-0dddddddddddddd01")
            return []
        default: throw UnknownAction(action: String(action))
        }
    }

    private struct UnknownAction: Error {
        let action: String
    }
}
