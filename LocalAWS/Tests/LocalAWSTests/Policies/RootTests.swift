import Testing

@testable import LocalAWS

@Suite struct `The root of the account may do everything` {
    private let cloud: TestCloud

    init() throws { cloud = try TestCloud() }

    /// A statement about everybody.
    private static func policy(_ effect: String, _ action: String, _ condition: String = "{}") -> String {
        #"{"Version":"2012-10-17","Statement":[{"Effect":"\#(effect)","Principal":"*","Action":"\#(action)","#
            + #""Resource":"*","Condition":\#(condition)}]}"#
    }

    @Test func `but what the policy of a queue denies`() async throws {
        let url = try await cloud.makeQueue("jobs", ["Policy": Self.policy("Deny", "sqs:SendMessage")])
        let refused = try await cloud.send("a", to: url)
        #expect(refused.jsonCode == "AccessDeniedException")
        #expect(
            refused.document["message"]?.text
                == "User: arn:aws:iam::111122223333:root is not authorized to perform: sqs:SendMessage on resource: "
                + "\(TestCloud.queueARN("jobs")) with an explicit deny in a resource-based policy"
        )
        #expect(try await cloud.sqs("PurgeQueue", ["QueueUrl": url]).status == 200)
    }

    @Test func `and so take such a policy away`() async throws {
        let url = try await cloud.makeQueue("jobs", ["Policy": Self.policy("Deny", "sqs:*")])
        #expect(try await cloud.sqs("DeleteQueue", ["QueueUrl": url]).jsonCode == "AccessDeniedException")
        #expect(try await cloud.sqs("GetQueueUrl", ["QueueName": "jobs"]).status == 200)
        #expect(try await cloud.attributes(of: url)["Policy"]?.text?.contains("Deny") == true)
        let change: Document = ["QueueUrl": url, "Attributes": ["Policy": ""]]
        #expect(try await cloud.sqs("SetQueueAttributes", change).status == 200)
        #expect(try await cloud.send("a", to: url).status == 200)
    }

    @Test func `but what the policy of a topic denies, and take it away`() throws {
        let arn = try cloud.makeTopic()
        func setPolicy(_ policy: String) throws -> Reply {
            try cloud.sns(
                "SetTopicAttributes",
                ["TopicArn": arn, "AttributeName": "Policy", "AttributeValue": policy]
            )
        }
        func publish() throws -> Reply { try cloud.sns("Publish", ["TopicArn": arn, "Message": "a"]) }
        try cloud.succeed(setPolicy(Self.policy("Deny", "sns:Publish")))
        #expect(try publish().code == "AuthorizationError")
        try cloud.succeed(setPolicy(Self.policy("Allow", "sns:Publish")))
        try cloud.succeed(publish())
    }

    @Test(arguments: [
        (policy("Allow", "sqs:ReceiveMessage"), true),
        (policy("Deny", "sqs:ReceiveMessage"), true),
        (policy("Deny", "sqs:SendMessage", #"{"Bool":{"aws:SecureTransport":"false"}}"#), true),
        (policy("Deny", "sqs:SendMessage", #"{"StringEquals":{"aws:PrincipalType":"Account"}}"#), false),
        (policy("Deny", "sqs:SendMessage", #"{"StringEquals":{"aws:PrincipalType":"User"}}"#), true),
    ])
    func `whatever a policy doesn't say of it`(policy: String, isAllowed: Bool) async throws {
        let url = try await cloud.makeQueue("jobs", ["Policy": policy])
        let reply = try await cloud.send("a", to: url)
        #expect(reply.jsonCode == (isAllowed ? nil : "AccessDeniedException"))
    }
}
