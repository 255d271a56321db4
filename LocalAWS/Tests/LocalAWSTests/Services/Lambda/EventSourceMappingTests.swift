import HTTPTypes
import Platform
import Testing

@testable import LocalAWS

@Suite(.timeLimit(.minutes(1))) struct `An event source mapping` {
    private static let path = "/2015-03-31/event-source-mappings"

    private static func map(_ cloud: TestCloud, _ members: [String: Document] = [:]) throws -> String {
        let queue = try cloud.makeQueueForLambda("work")
        try cloud.makeFunction("snap")
        let basic: [String: Document] = ["EventSourceArn": .text(queue), "FunctionName": "snap"]
        let reply = try cloud.lambda(.post, path, .structure(basic.merging(members) { $1 }))
        try #require(reply.status == 202, "\(reply.body)")
        #expect(reply.document["State"]?.text == "Creating")
        cloud.wait(.seconds(1))
        return try #require(reply.document["UUID"]?.text)
    }

    private static func send(_ cloud: TestCloud, _ bodies: String...) throws {
        for body in bodies {
            let call: Document = [
                "QueueUrl": "http://127.0.0.1:4566/111122223333/work", "MessageBody": .text(body),
            ]
            let reply = cloud.send(try cloud.json(.sqs, "SendMessage", call))
            try #require(reply.status == 200, "\(reply.body)")
        }
    }

    private static func counts(_ cloud: TestCloud) -> [Int] {
        let counts = cloud.cloud.snapshot().regions["eu-west-1"]?.sqs.queues["work"]?.messages
            .counts(at: cloud.cloud.clock.now)
        return counts.map { [$0.available, $0.inFlight] } ?? []
    }

    @Test func `is made, shown, listed, changed, switched off and deleted`() throws {
        let cloud = try TestCloud.forLambda()
        let uuid = try Self.map(cloud, ["FunctionResponseTypes": ["ReportBatchItemFailures"]])
        let found = try cloud.lambda(.get, "\(Self.path)/\(uuid)").document
        #expect(found["State"]?.text == "Enabled")
        #expect(found["BatchSize"]?.integer == 10)
        #expect(found["FunctionArn"]?.text == cloud.functionARN("snap"))
        #expect(found["FunctionResponseTypes"]?.texts == ["ReportBatchItemFailures"])
        let listed = try cloud.lambda(.get, "\(Self.path)?FunctionName=snap").document
        #expect(listed["EventSourceMappings"]?.list?.count == 1)
        let changed = try cloud.lambda(.put, "\(Self.path)/\(uuid)", ["Enabled": false, "BatchSize": 5])
        #expect(changed.status == 202)
        #expect(changed.document["State"]?.text == "Disabling")
        cloud.wait(.seconds(1))
        #expect(try cloud.lambda(.get, "\(Self.path)/\(uuid)").document["State"]?.text == "Disabled")
        #expect(try cloud.lambda(.put, "\(Self.path)/\(uuid)", ["BatchSize": 11]).status == 400)
        let deleted = try cloud.lambda(.delete, "\(Self.path)/\(uuid)")
        #expect(deleted.status == 202)
        #expect(deleted.document["State"]?.text == "Deleting")
        cloud.wait(.seconds(1))
        #expect(try cloud.lambda(.get, "\(Self.path)/\(uuid)").status == 404)
    }

    @Test func `has tags from birth, which are shown, set and taken off`() throws {
        let cloud = try TestCloud.forLambda()
        let uuid = try Self.map(cloud, ["Tags": ["Team": "platform"]])
        let arn = "arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:\(uuid)"
        let path = "/2017-03-31/tags/\(arn.replacing(":", with: "%3A"))"
        #expect(try cloud.lambda(.get, path).document["Tags"] == ["Team": "platform"])
        #expect(try cloud.lambda(.post, path, ["Tags": ["Stage": "live"]]).status == 204)
        #expect(try cloud.lambda(.delete, "\(path)?tagKeys=Team").status == 204)
        #expect(try cloud.lambda(.get, path).document["Tags"] == ["Stage": "live"])
        #expect(try cloud.lambda(.get, "\(path)0").jsonCode == "ResourceNotFoundException")
    }

    @Test func `is refused for what isn't a queue, is no queue that there is, or has a mapping`() throws {
        let cloud = try TestCloud.forLambda()
        _ = try Self.map(cloud)
        func refusal(_ source: String) throws -> String? {
            try cloud.lambda(.post, Self.path, ["EventSourceArn": .text(source), "FunctionName": "snap"])
                .jsonCode
        }
        let queues = "arn:aws:sqs:eu-west-1:111122223333"
        #expect(try refusal("\(queues):work") == "ResourceConflictException")
        #expect(try refusal("\(queues):other") == "InvalidParameterValueException")
        #expect(
            try refusal("arn:aws:kinesis:eu-west-1:111122223333:stream/s") == "InvalidParameterValueException"
        )
    }

    @Test func `hands messages over as one event and deletes them when the function succeeds`() async throws {
        let runner = FakeRunner { _ in .response("null") }
        let cloud = try TestCloud.forLambda(functions: runner)
        let uuid = try Self.map(cloud)
        _ = try cloud.lambda(.put, "\(Self.path)/\(uuid)", ["Enabled": false])
        cloud.wait(.seconds(1))
        try Self.send(cloud, "a", "b")
        _ = try cloud.lambda(.put, "\(Self.path)/\(uuid)", ["Enabled": true])
        cloud.wait(.seconds(1))
        try await withDriver(of: cloud.cloud) {
            await cloud.until("the queue is empty") { Self.counts(cloud) == [0, 0] }
        }
        #expect(runner.received.count == 1)
        let event = try Document(json: try #require(runner.received.first).event)
        let records = try #require(event["Records"]?.list)
        #expect(records.compactMap { $0["body"]?.text } == ["a", "b"])
        #expect(records.first?["eventSource"]?.text == "aws:sqs")
        #expect(records.first?["attributes"]?["ApproximateReceiveCount"]?.text == "1")
        #expect(records.first?["md5OfBody"]?.text == "0cc175b9c0f1b6a831c399e269772661")
    }

    @Test func `gives back the messages that the function reports, or all when it fails`() async throws {
        let runner = FakeRunner { order in
            let event = try? Document(json: order.event)
            let records = event?["Records"]?.list ?? []
            if records.contains(where: { $0["body"]?.text == "poison" }) { return .failure("broken") }
            let failed = records.filter { $0["body"]?.text == "bad" }.compactMap { $0["messageId"] }
            let report: Document = ["batchItemFailures": .list(failed.map { ["itemIdentifier": $0] })]
            return .response(report.json)
        }
        let cloud = try TestCloud.forLambda(functions: runner)
        _ = try Self.map(cloud, ["FunctionResponseTypes": ["ReportBatchItemFailures"]])
        try await withDriver(of: cloud.cloud) {
            try Self.send(cloud, "good", "bad")
            await cloud.until("the bad one is left") {
                Self.counts(cloud) == [0, 1] && runner.received.count == 2
            }
            cloud.wait(.seconds(31))
            await cloud.until("the bad one was tried again") { runner.received.count == 3 }
            try Self.send(cloud, "poison")
            await cloud.until("both are left") { Self.counts(cloud) == [0, 2] }
        }
    }

    @Test func `waits until a batch is full or its window is over`() async throws {
        let runner = FakeRunner { _ in .response("{}") }
        let cloud = try TestCloud.forLambda(functions: runner)
        _ = try Self.map(cloud, ["BatchSize": 3, "MaximumBatchingWindowInSeconds": 10])
        try await withDriver(of: cloud.cloud) {
            try Self.send(cloud, "a", "b")
            cloud.wait(.seconds(9))
            #expect(Self.counts(cloud) == [2, 0])
            cloud.wait(.seconds(1))
            await cloud.until("the two were handed over") { Self.counts(cloud) == [0, 0] }
            try Self.send(cloud, "c", "d", "e")
            await cloud.until("the three were handed over") { Self.counts(cloud) == [0, 0] }
        }
        #expect(runner.received.count == 2)
    }
}
