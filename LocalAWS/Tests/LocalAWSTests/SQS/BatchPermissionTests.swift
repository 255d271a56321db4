import SigV4
import Testing

@testable import LocalAWS

/// SQS Developer Guide, "Amazon SQS batch actions": no permissions are named after the batches.
@Suite struct `What is asked of who works with a batch is the action on one message` {
    /// Where a permission is written down.
    enum Place: CaseIterable, Sendable {
        case identityPolicy
        case queuePolicy
    }

    private static let actions = ["SendMessage", "DeleteMessage", "ChangeMessageVisibility"]
    private static let userARN = "arn:aws:iam::111122223333:user/ann"

    private let cloud: TestCloud

    init() throws { cloud = try TestCloud() }

    /// Somebody who may do that one action.
    private func user(_ action: String, in place: Place, of url: Document) async throws -> Credentials {
        let statement: [String: Document] = [
            "Effect": "Allow", "Action": .text("sqs:\(action)"), "Resource": "*",
        ]
        guard place == .queuePolicy else {
            return try cloud.makeUser("ann", policy: Self.policy(statement))
        }
        let credentials = try cloud.makeUser("ann", policy: nil)
        let principal: Document = ["AWS": .text(Self.userARN)]
        try await setPolicy(of: url, Self.policy(statement.merging(["Principal": principal]) { $1 }))
        return credentials
    }

    private static func policy(_ statement: [String: Document]) -> String {
        let policy: Document = ["Version": "2012-10-17", "Statement": .structure(statement)]
        return policy.json
    }

    private func setPolicy(of url: Document, _ policy: String) async throws {
        let change: Document = ["QueueUrl": url, "Attributes": ["Policy": .text(policy)]]
        try cloud.succeed(try await cloud.sqs("SetQueueAttributes", change))
    }

    /// What the batch of an action is called with, about a message that somebody has received.
    private func batch(_ action: String, on url: Document) async throws -> Document {
        var entry: [String: Document] = ["Id": "1"]
        if action == "SendMessage" {
            entry["MessageBody"] = "a"
        } else {
            try cloud.succeed(try await cloud.send("a", to: url))
            entry["ReceiptHandle"] = try #require(try await cloud.receive(url).first?["ReceiptHandle"])
        }
        if action == "ChangeMessageVisibility" { entry["VisibilityTimeout"] = 60 }
        return ["QueueUrl": url, "Entries": [.structure(entry)]]
    }

    private func call(
        _ action: String,
        _ batch: Document,
        as credentials: Credentials
    ) async throws -> Reply {
        await cloud.sendAndWait(try cloud.json(.sqs, "\(action)Batch", batch, as: credentials))
    }

    @Test(arguments: actions, Place.allCases)
    func `so that who may do it to one may do it to many`(action: String, place: Place) async throws {
        let url = try await cloud.makeQueue()
        let batch = try await batch(action, on: url)
        let reply = try await call(action, batch, as: try await user(action, in: place, of: url))
        #expect(reply.status == 200, "\(reply.body)")
        #expect(reply.document["Successful"]?.list?.count == 1, "\(reply.body)")
    }

    @Test(arguments: actions, Place.allCases)
    func `so that nobody is allowed it by the batch's name`(action: String, place: Place) async throws {
        let url = try await cloud.makeQueue()
        let batch = try await batch(action, on: url)
        let reply = try await call(action, batch, as: try await user("\(action)Batch", in: place, of: url))
        #expect(reply.status == 400)
        #expect(reply.jsonCode == "AccessDeniedException")
        #expect(
            reply.document["message"]?.text
                == "User: \(Self.userARN) is not authorized to perform: sqs:\(action) on resource: "
                + "\(TestCloud.queueARN("jobs")) because no identity-based policy allows the sqs:\(action) action"
        )
    }

    @Test(arguments: actions, [("", true), ("Batch", false)])
    func `so that a queue's policy denies it to the root by that`(
        action: String,
        denial: (suffix: String, isRefused: Bool)
    ) async throws {
        let url = try await cloud.makeQueue()
        let batch = try await batch(action, on: url)
        let name = "sqs:\(action)\(denial.suffix)"
        try await setPolicy(
            of: url,
            Self.policy(["Effect": "Deny", "Principal": "*", "Action": .text(name), "Resource": "*"])
        )
        let reply = try await call(action, batch, as: TestCloud.root)
        #expect(reply.jsonCode == (denial.isRefused ? "AccessDeniedException" : nil))
    }
}
