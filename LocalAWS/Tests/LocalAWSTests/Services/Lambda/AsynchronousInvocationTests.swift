import HTTPTypes
import Platform
import Testing

@testable import LocalAWS

@Suite(.timeLimit(.minutes(1))) struct `An asynchronous invocation` {
    private static func queue(of cloud: TestCloud) -> [String: AsynchronousInvocation] {
        cloud.cloud.snapshot().regions["eu-west-1"]?.lambda.queue ?? [:]
    }

    /// A function that fails on every event but the records of destinations, which go to `sink`.
    private static func failing() -> FakeRunner {
        FakeRunner { order in
            order.functionName == "sink" ? .response("{}") : .failure("broken")
        }
    }

    private static func sinkDestinations(_ cloud: TestCloud, retries: Int64) throws {
        let sink: Document = ["Destination": .text(cloud.functionARN("sink"))]
        let reply = try cloud.lambda(
            .put,
            "/2019-09-25/functions/snap/event-invoke-config",
            [
                "MaximumRetryAttempts": .integer(retries),
                "DestinationConfig": ["OnFailure": sink, "OnSuccess": sink],
            ]
        )
        try #require(reply.status == 200, "\(reply.body)")
    }

    @Test func `is taken at once and runs later`() async throws {
        let runner = FakeRunner { _ in .response("{}") }
        let cloud = try TestCloud.forLambda(functions: runner)
        try cloud.makeFunction("snap")
        let reply = try await cloud.invoke("snap", ["a": 1], fields: .asEvent)
        #expect(reply.status == 202)
        #expect(reply.body.isEmpty)
        #expect(runner.received.isEmpty)
        try await withDriver(of: cloud.cloud) {
            await cloud.until("the queue is empty") { Self.queue(of: cloud).isEmpty }
        }
        #expect(runner.received.map(\.requestID) == [reply.response.fields[.amznRequestID]])
        #expect(runner.received.map { String(decoding: $0.event, as: UTF8.self) } == [#"{"a":1}"#])
    }

    @Test func `that fails is tried again after one minute and after two, with the same request ID`()
        async throws
    {
        let runner = Self.failing()
        let cloud = try TestCloud.forLambda(functions: runner)
        try cloud.makeFunction("snap")
        _ = try await cloud.invoke("snap", [:], fields: .asEvent)
        try await withDriver(of: cloud.cloud) {
            func attempts(_ count: Int) async {
                await cloud.until("there were \(count) attempts") {
                    runner.received.count == count
                        && Self.queue(of: cloud).values.allSatisfy { !$0.isUnderWay }
                }
            }
            await attempts(1)
            cloud.wait(.seconds(59))
            #expect(runner.received.count == 1)
            cloud.wait(.seconds(1))
            await attempts(2)
            cloud.wait(.seconds(119))
            #expect(runner.received.count == 2)
            cloud.wait(.seconds(1))
            await attempts(3)
            #expect(Self.queue(of: cloud).isEmpty)
        }
        #expect(Set(runner.received.map(\.requestID)).count == 1)
    }

    @Test func `that failed to the end goes to its destination, with the record that AWS documents`()
        async throws
    {
        let runner = Self.failing()
        let cloud = try TestCloud.forLambda(functions: runner)
        try cloud.makeFunction("snap")
        try cloud.makeFunction("sink")
        try Self.sinkDestinations(cloud, retries: 0)
        let reply = try await cloud.invoke("snap", ["a": 1], fields: .asEvent)
        try await withDriver(of: cloud.cloud) {
            await cloud.until("the record has arrived") { runner.received.count == 2 }
        }
        let order = try #require(runner.received.last)
        #expect(order.functionName == "sink")
        #expect(
            try Document(json: order.event) == [
                "version": "1.0", "timestamp": .text(cloud.cloud.clock.now.iso8601),
                "requestContext": [
                    "requestId": .text(reply.response.fields[.amznRequestID] ?? ""),
                    "functionArn": .text(cloud.functionARN("snap") + ":$LATEST"),
                    "condition": "RetriesExhausted", "approximateInvokeCount": 1,
                ],
                "requestPayload": ["a": 1],
                "responseContext": [
                    "statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled",
                ],
                "responsePayload": ["errorMessage": "broken", "errorType": "Function.Bad"],
            ]
        )
    }

    @Test func `that failed to the end goes to the queue for dead letters, with what went wrong`()
        async throws
    {
        let runner = Self.failing()
        let cloud = try TestCloud.forLambda(functions: runner)
        let queue = try cloud.makeQueueForLambda("dead")
        try cloud.makeFunction("snap", ["DeadLetterConfig": ["TargetArn": .text(queue)]])
        _ = try cloud.lambda(
            .put,
            "/2019-09-25/functions/snap/event-invoke-config",
            ["MaximumRetryAttempts": 0]
        )
        let reply = try await cloud.invoke("snap", ["a": 1], fields: .asEvent)
        try await withDriver(of: cloud.cloud) {
            await cloud.until("the queue is empty") { Self.queue(of: cloud).isEmpty }
        }
        let message = try #require(try cloud.messages(in: "dead").first?.message)
        #expect(message.content.body == #"{"a":1}"#)
        let attributes = message.content.attributes
        #expect(attributes["RequestID"]?.text == reply.response.fields[.amznRequestID])
        #expect(attributes["ErrorCode"]?.text == "200")
        #expect(attributes["ErrorCode"]?.dataType == "Number")
        #expect(attributes["ErrorMessage"]?.text == "broken")
    }

    @Test func `can't have a queue for dead letters that its role may not send to`() throws {
        let cloud = try TestCloud.forLambda()
        try cloud.allowRole(["sqs:ReceiveMessage"])
        let queue = try cloud.makeQueueForLambda("dead")
        let members: [String: Document] = ["DeadLetterConfig": ["TargetArn": .text(queue)]]
        let reply = try cloud.lambda(.post, TestCloud.functions, TestCloud.creation("snap", members))
        #expect(reply.jsonCode == "InvalidParameterValueException")
        #expect(
            reply.document["Message"]?.text
                == "The provided execution role does not have permissions to call SendMessage on SQS"
        )
    }

    @Test func `that succeeds goes to its destination too`() async throws {
        let runner = FakeRunner { _ in .response(#"{"done":true}"#) }
        let cloud = try TestCloud.forLambda(functions: runner)
        try cloud.makeFunction("snap")
        try cloud.makeFunction("sink")
        try Self.sinkDestinations(cloud, retries: 0)
        _ = try await cloud.invoke("snap", [:], fields: .asEvent)
        try await withDriver(of: cloud.cloud) {
            await cloud.until("the record has arrived") { runner.received.count == 2 }
        }
        let record = try Document(json: try #require(runner.received.last).event)
        #expect(record["requestContext"]?["condition"]?.text == "Success")
        #expect(record["responseContext"]?["functionError"] == nil)
        #expect(record["responsePayload"] == ["done": true])
    }

    @Test func `has no destination that the function's role may not send to`() throws {
        let cloud = try TestCloud.forLambda()
        let queue = try cloud.makeQueueForLambda("failures")
        try cloud.makeFunction("snap")
        try cloud.allowRole(["sqs:ReceiveMessage"])
        let reply = try cloud.lambda(
            .put,
            "/2019-09-25/functions/snap/event-invoke-config",
            ["DestinationConfig": ["OnFailure": ["Destination": .text(queue)]]]
        )
        #expect(reply.status == 400)
        #expect(reply.jsonCode == "InvalidParameterValueException")
        #expect(reply.body.contains("The destination ARN \(queue) is invalid."))
    }

    @Test func `is lost when the role may not send its record any more`() async throws {
        let runner = Self.failing()
        let cloud = try TestCloud.forLambda(functions: runner)
        try cloud.makeFunction("snap")
        try cloud.makeFunction("sink")
        try Self.sinkDestinations(cloud, retries: 0)
        try cloud.allowRole(["logs:*"])
        _ = try await cloud.invoke("snap", [:], fields: .asEvent)
        try await withDriver(of: cloud.cloud) {
            await cloud.until("the event is given up") { Self.queue(of: cloud).isEmpty }
        }
        #expect(runner.received.map(\.functionName) == ["snap"])
        let metrics = try cloud.query(.cloudWatch, "ListMetrics", ["Namespace": "AWS/Lambda"])
        #expect(metrics.body.contains("<MetricName>DestinationDeliveryFailures</MetricName>"))
    }

    @Test func `is given up at once when the function may not run at all`() async throws {
        let runner = Self.failing()
        let cloud = try TestCloud.forLambda(functions: runner)
        try cloud.makeFunction("snap")
        try cloud.makeFunction("sink")
        try Self.sinkDestinations(cloud, retries: 2)
        _ = try cloud.lambda(
            .put,
            "/2017-10-31/functions/snap/concurrency",
            ["ReservedConcurrentExecutions": 0]
        )
        _ = try await cloud.invoke("snap", [:], fields: .asEvent)
        try await withDriver(of: cloud.cloud) {
            await cloud.until("the record has arrived") { runner.received.count == 1 }
        }
        let record = try Document(json: try #require(runner.received.first).event)
        #expect(record["requestContext"]?["approximateInvokeCount"]?.integer == 0)
        #expect(record["responseContext"] == nil)
    }

    @Test func `that is throttled waits ever longer, until it is too old`() throws {
        let cloud = try TestCloud.forLambda(functions: Self.failing())
        try cloud.makeFunction("snap")
        _ = try cloud.lambda(
            .put,
            "/2017-10-31/functions/snap/concurrency",
            ["ReservedConcurrentExecutions": 1]
        )
        cloud.cloud.change(in: cloud.cloud.defaultRegion) { state, context in
            state.withRegion(context.region) { $0.lambda.running.begin("snap") }
        }
        let event = QueuedEvent(payload: Array("{}".utf8))
        let requestID = cloud.cloud.change(in: cloud.cloud.defaultRegion) { state, context in
            let version = state.withRegion(context.region) { $0.lambda.functions["snap"]?.latest }
            return version.map { state.accept(event, for: FunctionReference(name: "snap"), $0, &context) }
                ?? ""
        }
        #expect(Self.queue(of: cloud)[requestID]?.throttles == 1)
        cloud.wait(.seconds(1))
        #expect(Self.queue(of: cloud)[requestID]?.throttles == 2)
        cloud.wait(.seconds(1))
        #expect(Self.queue(of: cloud)[requestID]?.throttles == 2)
        cloud.wait(.seconds(1))
        #expect(Self.queue(of: cloud)[requestID]?.throttles == 3)
        cloud.wait(.seconds(21_600))
        #expect(Self.queue(of: cloud).isEmpty)
    }

    @Test func `that was under way when the cloud was kept is done again`() async throws {
        let runner = FakeRunner { _ in .response("{}") }
        let cloud = try TestCloud.forLambda(functions: runner)
        try cloud.makeFunction("snap")
        _ = try await cloud.invoke("snap", [:], fields: .asEvent)
        // Its effect was asked for, and nobody has performed it.
        #expect(Self.queue(of: cloud).values.allSatisfy { $0.isUnderWay })
        cloud.cloud.change(in: cloud.cloud.defaultRegion) { $0.resumeInvocations(&$1) }
        try await withDriver(of: cloud.cloud) {
            await cloud.until("the queue is empty") { Self.queue(of: cloud).isEmpty }
        }
        #expect(runner.received.count == 2)
    }
}
