import SigV4
import Testing

@testable import LocalAWS

@Suite struct `A queue whose messages are encrypted with a key of the account's` {
    private static let keyID = "11111111-2222-3333-4444-555555555555"
    private static let keyARN = "arn:aws:kms:eu-west-1:111122223333:key/\(keyID)"

    private let cloud: TestCloud
    private let url: Document = "http://127.0.0.1:4566/111122223333/jobs"

    init() throws { cloud = try TestCloud() }

    private func makeQueue(_ key: String = keyARN) async throws {
        try await cloud.makeQueue("jobs", ["KmsMasterKeyId": key])
    }

    /// Somebody who may do all of SQS, and so much of KMS.
    private func user(
        _ actions: [Document],
        key: String = keyARN,
        _ condition: Document = [:]
    ) throws -> Credentials {
        let statements: [Document] = [
            ["Effect": "Allow", "Action": "sqs:*", "Resource": "*"],
            [
                "Effect": "Allow", "Action": .list(actions), "Resource": .text(key),
                "Condition": condition,
            ],
        ]
        let policy: Document = [
            "Version": "2012-10-17", "Statement": .list(Array(statements.prefix(actions.isEmpty ? 1 : 2))),
        ]
        return try cloud.makeUser("ann", policy: policy.json)
    }

    private func call(_ action: String, as credentials: Credentials) async throws -> Reply {
        let members: [String: Document] =
            switch action {
            case "SendMessage": ["MessageBody": "a"]
            case "SendMessageBatch": ["Entries": [["Id": "1", "MessageBody": "a"]]]
            default: [:]
            }
        let document = Document.structure(members.merging(["QueueUrl": url]) { $1 })
        return await cloud.sendAndWait(try cloud.json(.sqs, action, document, as: credentials))
    }

    @Test(
        arguments: [
            ("SendMessage", ["kms:GenerateDataKey", "kms:Decrypt"], nil),
            ("SendMessage", ["kms:Decrypt"], "kms:GenerateDataKey"),
            ("SendMessage", ["kms:GenerateDataKey"], "kms:Decrypt"),
            ("SendMessageBatch", ["kms:GenerateDataKey", "kms:Decrypt"], nil),
            ("SendMessageBatch", ["kms:Decrypt"], "kms:GenerateDataKey"),
            ("ReceiveMessage", ["kms:Decrypt"], nil),
            ("ReceiveMessage", ["kms:GenerateDataKey"], "kms:Decrypt"),
            ("ReceiveMessage", [], "kms:Decrypt"),
            ("GetQueueAttributes", [], nil),
        ] as [(String, [Document], String?)]
    )
    func `asks of who sends to make a data key and to decrypt, and of who receives to decrypt`(
        action: String,
        allowed: [Document],
        refused: String?
    ) async throws {
        try await makeQueue()
        let reply = try await call(action, as: try user(allowed))
        guard let refused else {
            #expect(reply.status == 200, "\(reply.body)")
            return
        }
        #expect(reply.status == 400)
        #expect(reply.jsonCode == "KmsAccessDenied")
        #expect(
            reply.document["message"]?.text
                == "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: \(refused) on resource: "
                + "\(Self.keyARN) because no identity-based policy allows the \(refused) action"
        )
    }

    @Test func `refuses clients of the query protocol by the code that KMS has there`() async throws {
        try await makeQueue()
        let parameters: KeyValuePairs = ["QueueUrl": try #require(url.text), "MessageBody": "a"]
        let reply = try cloud.query(.sqs, "SendMessage", parameters, as: try user([]))
        #expect(reply.status == 400)
        #expect(reply.code == "KMS.AccessDeniedException")
    }

    @Test(arguments: [
        (keyARN, true), (keyID, true), ("mrk-1234", true), ("alias/aws/sqs", false), ("alias/ours", false),
        ("arn:aws:kms:eu-west-1:111122223333:alias/ours", false), ("", false),
    ])
    func `asks only where it is told which key that is`(key: String, isAsked: Bool) async throws {
        try await makeQueue(key)
        let reply = try await call("SendMessage", as: try user([]))
        #expect(reply.jsonCode == (isAsked ? "KmsAccessDenied" : nil))
        guard isAsked, !key.hasPrefix("arn:") else { return }
        let arn = "arn:aws:kms:eu-west-1:111122223333:key/\(key)"
        #expect(reply.body.contains("on resource: \(arn) "), "\(reply.body)")
    }

    @Test(arguments: [
        ("kms:ViaService", "sqs.eu-west-1.amazonaws.com", true),
        ("kms:ViaService", "sns.eu-west-1.amazonaws.com", false),
        ("kms:ViaService", "sqs.eu-west-2.amazonaws.com", false),
        ("kms:CallerAccount", "111122223333", true),
        ("kms:CallerAccount", "111122224444", false),
    ])
    func `asks as SQS for the caller`(key: String, value: String, isAllowed: Bool) async throws {
        try await makeQueue()
        let condition: Document = ["StringEquals": .structure([key: .text(value)])]
        let reply = try await call("ReceiveMessage", as: try user(["kms:Decrypt"], condition))
        #expect(reply.jsonCode == (isAllowed ? nil : "KmsAccessDenied"))
    }

    @Test func `asks nothing of the account's root`() async throws {
        try await makeQueue()
        #expect(try await call("SendMessage", as: TestCloud.root).status == 200)
        #expect(try await cloud.receive(url).count == 1)
    }
}
