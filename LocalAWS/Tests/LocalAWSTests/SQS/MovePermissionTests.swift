import SigV4
import Testing

@testable import LocalAWS

/// SQS Developer Guide, "Configuring queue permissions for dead-letter queue redrive".
@Suite struct `Who starts to move the messages of a dead-letter queue` {
    /// An action, and what it may be done to.
    struct Grant: Sendable, Hashable, CustomTestStringConvertible {
        let action: String
        let resource: String

        init(_ action: String, queue name: String) {
            self.action = "sqs:\(action)"
            resource = TestCloud.queueARN(name)
        }

        init(_ action: String, keyOf name: String) {
            self.action = "kms:\(action)"
            resource = "arn:aws:kms:eu-west-1:111122223333:key/key-of-\(name)"
        }

        var testDescription: String { "\(action) on \(resource)" }

        var statement: Document {
            ["Effect": "Allow", "Action": .text(action), "Resource": .text(resource)]
        }
    }

    /// All that it takes when the messages came from the queue `jobs` and go to that one.
    static func grants(to target: String) -> [Grant] {
        let all = [
            Grant("StartMessageMoveTask", queue: "dead"), Grant("ReceiveMessage", queue: "dead"),
            Grant("DeleteMessage", queue: "dead"), Grant("GetQueueAttributes", queue: "dead"),
            Grant("Decrypt", keyOf: "dead"), Grant("Decrypt", keyOf: "jobs"),
            Grant("SendMessage", queue: target), Grant("GenerateDataKey", keyOf: target),
        ]
        return target == "jobs" ? all : all + [Grant("Decrypt", keyOf: target)]
    }

    private let cloud: TestCloud

    init() throws { cloud = try TestCloud() }

    /// The queue `jobs` with its dead-letter queue, in which there is a message, and the queue `other`.
    private func makeQueues(haveKeys: Bool = true) async throws {
        func key(_ name: String) -> [String: String] {
            haveKeys ? ["KmsMasterKeyId": "key-of-\(name)"] : [:]
        }
        try await cloud.makeQueue("dead", key("dead"))
        try await cloud.makeQueue("other", key("other"))
        let settings = ["RedrivePolicy": Self.redrive, "VisibilityTimeout": "0"]
        let jobs = try await cloud.makeQueue("jobs", key("jobs").merging(settings) { $1 })
        try cloud.succeed(try await cloud.send("poison", to: jobs))
        for _ in 1...2 { _ = try await cloud.receive(jobs) }
    }

    private static let redrive =
        #"{"deadLetterTargetArn":"\#(TestCloud.queueARN("dead"))","maxReceiveCount":1}"#

    private func start(to target: String?, allowed grants: [Grant]) async throws -> Reply {
        let policy: Document = ["Version": "2012-10-17", "Statement": .list(grants.map(\.statement))]
        let credentials = try cloud.makeUser("ann", policy: policy.json)
        var members: [String: Document] = ["SourceArn": .text(TestCloud.queueARN("dead"))]
        members["DestinationArn"] = target.map { .text(TestCloud.queueARN($0)) }
        return await cloud.sendAndWait(
            try cloud.json(.sqs, "StartMessageMoveTask", .structure(members), as: credentials)
        )
    }

    private func expectRefusal(_ reply: Reply, for grant: Grant) {
        #expect(reply.status == 400)
        #expect(
            reply.jsonCode == (grant.action.hasPrefix("kms:") ? "KmsAccessDenied" : "AccessDeniedException")
        )
        #expect(
            reply.document["message"]?.text
                == "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: \(grant.action) on "
                + "resource: \(grant.resource) because no identity-based policy allows the \(grant.action) action"
        )
    }

    @Test(arguments: ["other", nil])
    func `needs no more than to take them out and to put them where they go`(target: String?) async throws {
        try await makeQueues()
        let reply = try await start(to: target, allowed: Self.grants(to: target ?? "jobs"))
        #expect(reply.status == 200, "\(reply.body)")
    }

    @Test(arguments: grants(to: "other"))
    func `is refused without any of that for the queue it names`(missing: Grant) async throws {
        try await makeQueues()
        let grants = Self.grants(to: "other").filter { $0 != missing }
        expectRefusal(try await start(to: "other", allowed: grants), for: missing)
    }

    @Test(arguments: grants(to: "jobs"))
    func `is refused without any of that for the queue they came from`(missing: Grant) async throws {
        try await makeQueues()
        let grants = Self.grants(to: "jobs").filter { $0 != missing }
        expectRefusal(try await start(to: nil, allowed: grants), for: missing)
    }

    @Test func `needs nothing of KMS where no queue has a key`() async throws {
        try await makeQueues(haveKeys: false)
        let grants = Self.grants(to: "jobs").filter { $0.action.hasPrefix("sqs:") }
        let reply = try await start(to: nil, allowed: grants)
        #expect(reply.status == 200, "\(reply.body)")
    }

    @Test func `is asked for the queue they came from when it has no dead-letter queue any more`()
        async throws
    {
        try await makeQueues()
        let change: Document = [
            "QueueUrl": "http://127.0.0.1:4566/111122223333/jobs", "Attributes": ["RedrivePolicy": ""],
        ]
        try cloud.succeed(try await cloud.sqs("SetQueueAttributes", change))
        try await cloud.makeQueue("more", ["RedrivePolicy": Self.redrive])
        let missing = Grant("SendMessage", queue: "jobs")
        let grants = Self.grants(to: "jobs").filter { $0 != missing } + [Grant("SendMessage", queue: "more")]
        expectRefusal(try await start(to: nil, allowed: grants), for: missing)
    }
}
