import HTTPTypes
import Platform
import Synchronization
import Testing

@testable import LocalAWS

@Suite(.timeLimit(.minutes(1))) struct `Invoking a function` {
    private static let echo = FakeRunner { .response(String(decoding: $0.event, as: UTF8.self)) }

    @Test func `gives its answer, version, request ID and log`() async throws {
        let cloud = try TestCloud.forLambda(functions: Self.echo)
        try cloud.makeFunction("snap", ["Publish": true])
        let reply = try await cloud.invoke("snap", ["a": 1], fields: .withTail)
        #expect(reply.status == 200)
        #expect(reply.body == #"{"a":1}"#)
        #expect(reply.response.fields[.executedVersion] == "$LATEST")
        #expect(reply.response.fields[.functionError] == nil)
        #expect(reply.response.fields[.amznRequestID]?.count == 36)
        let log = Base64.bytes(of: reply.response.fields[.logResult] ?? "") ?? []
        #expect(String(decoding: log, as: UTF8.self) == "START\nEND\n")
        let version = try await cloud.invoke("snap:1")
        #expect(version.body == "{}")
        #expect(version.response.fields[.executedVersion] == "1")
        #expect(version.response.fields[.logResult] == nil)
    }

    @Test func `writes its log, and counts`() async throws {
        let cloud = try TestCloud.forLambda(functions: Self.echo)
        try cloud.makeFunction("snap")
        #expect(try await cloud.invoke("snap").status == 200)
        let region = try #require(cloud.cloud.snapshot().regions["eu-west-1"])
        let events = region.logs.groups["/aws/lambda/snap"]?.streams["2026/01/15/[$LATEST]0"]?.events
        #expect(events?.map(\.message) == ["START", "END"])
        let metrics = cloud.send(
            try cloud.json(.cloudWatch, "ListMetrics", ["Namespace": "AWS/Lambda"])
        ).document
        let names = metrics["Metrics"]?.list?.compactMap { $0["MetricName"]?.text } ?? []
        #expect(Set(names) == ["Invocations", "Errors", "Duration", "ConcurrentExecutions"])
    }

    @Test func `has its log and the metrics in it at the cloud's time, whatever the machine's`() async throws
    {
        let machineTime = TestCloud.noon + .seconds(-7_200)
        let milliseconds = machineTime.millisecondsSinceEpoch
        let line = """
            {"_aws":{"Timestamp":\(milliseconds),"CloudWatchMetrics":[\
            {"Namespace":"N","Dimensions":[[]],"Metrics":[{"Name":"Made"}]}]},"Made":3}
            """
        let cloud = try TestCloud.forLambda(
            functions: FakeRunner { _ in .log([LogLine(timestamp: machineTime, text: line)]) }
        )
        try cloud.makeFunction("snap")
        let before = cloud.cloud.clock.now
        #expect(try await cloud.invoke("snap").status == 200)
        let region = try #require(cloud.cloud.snapshot().regions["eu-west-1"])
        let event = region.logs.groups["/aws/lambda/snap"]?.streams["2026/01/15/[$LATEST]0"]?.events.first
        #expect(event?.timestamp == before.millisecondsSinceEpoch)
        let statistics = cloud.send(
            try cloud.json(
                .cloudWatch,
                "GetMetricStatistics",
                [
                    "Namespace": "N", "MetricName": "Made", "Period": 60, "Statistics": ["Sum"],
                    "StartTime": .integer(before.secondsSinceEpoch - 60),
                    "EndTime": .integer(before.secondsSinceEpoch + 60),
                ]
            )
        ).document
        #expect(statistics["Datapoints"]?.list?.compactMap { $0["Sum"]?.number } == [3])
    }

    @Test(arguments: [
        (["logs:CreateLogStream", "logs:PutLogEvents"], false),
        (["logs:CreateLogGroup", "logs:PutLogEvents"], false),
        (["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], true),
    ])
    func `writes its log only as far as its role may`(actions: [String], isWritten: Bool) async throws {
        let cloud = try TestCloud.forLambda(functions: Self.echo)
        try cloud.allowRole(actions)
        try cloud.makeFunction("snap")
        #expect(try await cloud.invoke("snap").status == 200)
        let groups = cloud.cloud.snapshot().regions["eu-west-1"]?.logs.groups ?? [:]
        #expect(groups.keys.contains("/aws/lambda/snap") == isWritten)
    }

    @Test func `tells of the function's failure in a field`() async throws {
        let cloud = try TestCloud.forLambda(functions: FakeRunner { _ in .failure("no") })
        try cloud.makeFunction("snap")
        let reply = try await cloud.invoke("snap")
        #expect(reply.status == 200)
        #expect(reply.response.fields[.functionError] == "Unhandled")
        #expect(reply.document["errorMessage"]?.text == "no")
    }

    @Test func `without running it only says that it could be`() async throws {
        let runner = FakeRunner { _ in .response("1") }
        let cloud = try TestCloud.forLambda(functions: runner)
        try cloud.makeFunction("snap")
        let reply = try await cloud.invoke("snap", [:], fields: .asDryRun)
        #expect(reply.status == 204)
        #expect(reply.body.isEmpty)
        #expect(runner.received.isEmpty)
        #expect(try await cloud.invoke("other", [:], fields: .asDryRun).status == 404)
    }

    @Test func `that is pending is refused`() async throws {
        let cloud = try TestCloud.forLambda(functions: Self.echo)
        _ = try cloud.lambda(.post, TestCloud.functions, TestCloud.creation("snap"))
        #expect(try await cloud.invoke("snap").jsonCode == "ResourceConflictException")
    }

    @Test func `with an event that is no JSON, or of no known type, is refused`() async throws {
        let cloud = try TestCloud.forLambda(functions: Self.echo)
        try cloud.makeFunction("snap")
        let request = try TestCloud.signed(
            "{no",
            service: "lambda",
            path: "\(TestCloud.functions)/snap/invocations",
            fields: [:]
        )
        #expect(await cloud.sendAndWait(request).jsonCode == "InvalidRequestContentException")
        let fields: HTTPFields = [.wireField("X-Amz-Invocation-Type"): "Later"]
        #expect(try await cloud.invoke("snap", [:], fields: fields).jsonCode == "ValidationException")
    }

    @Test func `beyond its places is throttled, and a place that comes free is used`() async throws {
        let gate = Gate()
        let cloud = try TestCloud.forLambda(
            functions: FakeRunner { _ in
                await gate.wait()
                return .response("1")
            }
        )
        try cloud.makeFunction("snap")
        let limit: Document = ["ReservedConcurrentExecutions": 1]
        _ = try cloud.lambda(.put, "/2017-10-31/functions/snap/concurrency", limit)
        let first = Task { try await cloud.invoke("snap") }
        await cloud.until("it runs") {
            cloud.cloud.snapshot().regions["eu-west-1"]?.lambda.running["snap"] == 1
        }
        let second = try await cloud.invoke("snap")
        #expect(second.status == 429)
        #expect(second.jsonCode == "TooManyRequestsException")
        gate.open()
        #expect(try await first.value.status == 200)
        #expect(try await cloud.invoke("snap").status == 200)
    }
}

/// Holds whoever waits until it is opened.
final class Gate: Sendable {
    private let state = Mutex<(isOpen: Bool, waiters: [CheckedContinuation<Void, Never>])>((false, []))

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiters.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    func open() {
        let waiters = state.withLock { state in
            state.isOpen = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}
