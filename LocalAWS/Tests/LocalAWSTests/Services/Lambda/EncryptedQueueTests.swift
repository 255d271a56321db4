import HTTPTypes
import Platform
import Testing

@testable import LocalAWS

@Suite(.timeLimit(.minutes(1))) struct `A function at a queue with a key` {
    private static let key = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555"
    private static let mappings = "/2015-03-31/event-source-mappings"
    private static let configuration = "/2019-09-25/functions/snap/event-invoke-config"

    private static func queue(_ name: String, in cloud: TestCloud) throws -> Document {
        .text(try cloud.makeQueueForLambda(name, ["KmsMasterKeyId": .text(key)]))
    }

    private static func isOver(_ cloud: TestCloud) -> Bool {
        cloud.cloud.snapshot().regions["eu-west-1"]?.lambda.queue.isEmpty ?? true
    }

    private static func metrics(_ cloud: TestCloud) throws -> [String] {
        try cloud.query(.cloudWatch, "ListMetrics", ["Namespace": "AWS/Lambda"]).texts("MetricName")
    }

    @Test func `is handed no messages until its role may decrypt, and its mapping says why`() async throws {
        let runner = FakeRunner { _ in .response("{}") }
        let cloud = try TestCloud.forLambda(functions: runner)
        let queue = try Self.queue("work", in: cloud)
        try cloud.makeFunction("snap")
        let made = try cloud.lambda(.post, Self.mappings, ["EventSourceArn": queue, "FunctionName": "snap"])
        let uuid = try #require(made.document["UUID"]?.text, "\(made.body)")
        func result() throws -> String? {
            try cloud.lambda(.get, "\(Self.mappings)/\(uuid)").document["LastProcessingResult"]?.text
        }
        cloud.wait(.seconds(1))
        #expect(try result() == nil)
        let message: Document = [
            "QueueUrl": "http://127.0.0.1:4566/111122223333/work", "MessageBody": "a",
        ]
        #expect(cloud.send(try cloud.json(.sqs, "SendMessage", message)).status == 200)
        let problem = try #require(try result())
        #expect(problem.hasPrefix("PROBLEM: "))
        #expect(problem.contains("kms:Decrypt on resource: \(Self.key)"))
        let counts = cloud.cloud.snapshot().regions["eu-west-1"]?.sqs.queues["work"]?.messages
            .counts(at: cloud.cloud.clock.now)
        #expect(counts?.available == 1)

        try cloud.allowRole(["sqs:*", "kms:Decrypt"])
        try await withDriver(of: cloud.cloud) {
            cloud.wait(.seconds(60))
            await cloud.until("the message was handed over") { runner.received.count == 1 }
        }
        #expect(try result() == nil)
    }

    @Test func `is handed no messages when its role may not receive them any more`() async throws {
        let runner = FakeRunner { _ in .response("{}") }
        let cloud = try TestCloud.forLambda(functions: runner)
        let queue = try cloud.makeQueueForLambda("work")
        try cloud.makeFunction("snap")
        let made = try cloud.lambda(
            .post,
            Self.mappings,
            ["EventSourceArn": .text(queue), "FunctionName": "snap"]
        )
        let uuid = try #require(made.document["UUID"]?.text, "\(made.body)")
        try cloud.allowRole(["logs:*"])
        cloud.wait(.seconds(1))
        let message: Document = [
            "QueueUrl": "http://127.0.0.1:4566/111122223333/work", "MessageBody": "a",
        ]
        #expect(cloud.send(try cloud.json(.sqs, "SendMessage", message)).status == 200)
        let result = try cloud.lambda(.get, "\(Self.mappings)/\(uuid)").document["LastProcessingResult"]?.text
        #expect(result?.contains("sqs:ReceiveMessage on resource: \(queue)") == true)
    }

    @Test(arguments: [
        (["kms:GenerateDataKey", "kms:Decrypt"], true), (["kms:Decrypt"], false),
        (["kms:GenerateDataKey"], false), ([], false),
    ])
    func `has its failures kept there only if its role may make a data key and decrypt`(
        allowed: [String],
        isKept: Bool
    ) async throws {
        let cloud = try TestCloud.forLambda(functions: FakeRunner { _ in .failure("broken") })
        let queue = try Self.queue("failures", in: cloud)
        try cloud.makeFunction("snap")
        let settings: Document = [
            "MaximumRetryAttempts": 0, "DestinationConfig": ["OnFailure": ["Destination": queue]],
        ]
        #expect(try cloud.lambda(.put, Self.configuration, settings).status == 200)
        try cloud.allowRole(["sqs:SendMessage"] + allowed)
        _ = try await cloud.invoke("snap", [:], fields: .asEvent)
        try await withDriver(of: cloud.cloud) {
            await cloud.until("the event is given up") { Self.isOver(cloud) }
        }
        #expect(try cloud.messages(in: "failures").count == (isKept ? 1 : 0))
        #expect(try Self.metrics(cloud).contains("DestinationDeliveryFailures") == !isKept)
    }

    @Test(arguments: [(["kms:GenerateDataKey", "kms:Decrypt"], true), ([], false)])
    func `has its dead letters kept there only if its role may use the key`(
        allowed: [String],
        isKept: Bool
    ) async throws {
        let cloud = try TestCloud.forLambda(functions: FakeRunner { _ in .failure("broken") })
        let queue = try Self.queue("dead", in: cloud)
        try cloud.makeFunction("snap", ["DeadLetterConfig": ["TargetArn": queue]])
        #expect(try cloud.lambda(.put, Self.configuration, ["MaximumRetryAttempts": 0]).status == 200)
        try cloud.allowRole(["sqs:SendMessage"] + allowed)
        _ = try await cloud.invoke("snap", [:], fields: .asEvent)
        try await withDriver(of: cloud.cloud) {
            await cloud.until("the event is given up") { Self.isOver(cloud) }
        }
        #expect(try cloud.messages(in: "dead").count == (isKept ? 1 : 0))
        #expect(try Self.metrics(cloud).contains("DeadLetterErrors") == !isKept)
    }
}
