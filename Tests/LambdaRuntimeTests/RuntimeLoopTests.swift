import CurlHTTP
import LambdaRuntime
import Logging
import LoopbackServer
import Platform
import Testing

@Suite(.timeLimit(.minutes(1))) struct `The runtime loop` {
    @Test func `answers an event with the handler's response and asks for the next`() async throws {
        let api = try FakeRuntimeAPI([FakeEvent("8f5a-1", body: #"{"a":1}"#), FakeEvent("8f5a-2", body: "é")])
        let end = await RuntimeRun()(api.environment())
        #expect(end.isOrderlyEnd, "\(end)")
        #expect(
            api.requests.map { "\($0.method) \($0.target) \($0.text)" } == [
                "GET /2018-06-01/runtime/invocation/next ",
                #"POST /2018-06-01/runtime/invocation/8f5a-1/response {"a":1}"#,
                "GET /2018-06-01/runtime/invocation/next ",
                "POST /2018-06-01/runtime/invocation/8f5a-2/response é",
                "GET /2018-06-01/runtime/invocation/next ",
            ]
        )
        #expect(api.posts.allSatisfy { $0[field: "content-type"] == "application/json" })
        #expect(api.posts.allSatisfy { $0[field: "expect"] == nil })
        #expect(api.connectionCount == 1)
    }

    @Test(arguments: [("Lambda-Runtime-Invocation-Id", "attempt-7"), ("Lambda-Runtime-Invocation-Id", "")])
    func `echoes the attempt's ID on response and error, unless it is empty`(
        name: String,
        value: String
    ) async throws {
        let events = [FakeEvent("1", [(name, value)]), FakeEvent("2", [(name, value)])]
        let api = try FakeRuntimeAPI(events)
        let failing = ClosureHandler { _, context in
            guard context.requestID == "1" else { throw CancellationError() }
            return []
        }
        let end = await RuntimeRun()(api.environment()) { failing }
        #expect(end.isOrderlyEnd)
        #expect(api.posts.map { $0.target.hasSuffix("/error") } == [false, true])
        let expected = value.isEmpty ? nil : value
        #expect(api.posts.map { $0[field: "lambda-runtime-invocation-id"] } == [expected, expected])
    }

    static let optionalFields: [(String, @Sendable (InvocationContext) -> String?)] = [
        ("Lambda-Runtime-Invocation-Id", { $0.invocationID }),
        ("Lambda-Runtime-Invoked-Function-Arn", { $0.functionARN }),
        ("Lambda-Runtime-Trace-Id", { $0.traceID }),
        ("Lambda-Runtime-Client-Context", { $0.clientContext }),
        ("Lambda-Runtime-Cognito-Identity", { $0.cognitoIdentity }),
        ("Lambda-Runtime-Aws-Tenant-Id", { $0.tenantID }),
    ]

    @Test(arguments: 0..<6)
    func `tells the handler what a field says, and nothing when it is empty or absent`(
        index: Int
    ) async throws {
        let (name, read) = Self.optionalFields[index]
        let values: [String?] = [#"{"some":"value"}"#, "", nil]
        let api = try FakeRuntimeAPI(values.map { FakeEvent("r", [(name.lowercased(), $0)]) })
        let contexts = Lock<[InvocationContext]>([])
        let end = await RuntimeRun()(api.environment()) {
            ClosureHandler { event, context in
                contexts.withLock { $0.append(context) }
                return event
            }
        }
        #expect(end.isOrderlyEnd)
        let seen = contexts.withLock { $0 }
        #expect(seen.map(read) == [#"{"some":"value"}"#, nil, nil])
        #expect(seen.allSatisfy { $0.requestID == "r" })
        #expect(seen.allSatisfy { $0.deadline.iso8601 == "2026-03-02T09:15:07.412Z" })
    }

    @Test(arguments: [
        ("Lambda-Runtime-Aws-Request-Id", nil), ("Lambda-Runtime-Aws-Request-Id", ""),
        ("Lambda-Runtime-Deadline-Ms", nil), ("Lambda-Runtime-Deadline-Ms", ""),
        ("Lambda-Runtime-Deadline-Ms", "soon"),
    ])
    func `ends when an event lacks what is needed to answer it`(name: String, value: String?) async throws {
        let api = try FakeRuntimeAPI([FakeEvent("r", [(name, value)])])
        let end = await RuntimeRun()(api.environment())
        guard case .malformedInvocation(missing: name) = end else {
            Issue.record("ended otherwise: \(end)")
            return
        }
        #expect(end.description.contains(name))
        #expect(api.posts.isEmpty)
    }

    @Test func `encodes a request ID that isn't plain, so that it stays one path segment`() async throws {
        let api = try FakeRuntimeAPI([FakeEvent("a/../b?c d%")])
        let end = await RuntimeRun()(api.environment())
        #expect(end.isOrderlyEnd)
        #expect(api.posts.map(\.target) == ["/2018-06-01/runtime/invocation/a%2F..%2Fb%3Fc%20d%25/response"])
    }

    @Test func `makes the trace header known before each invocation, and takes it back`() async throws {
        let trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"
        let api = try FakeRuntimeAPI([FakeEvent("1", [("Lambda-Runtime-Trace-Id", trace)]), FakeEvent("2")])
        let run = RuntimeRun()
        #expect(await run(api.environment()).isOrderlyEnd)
        #expect(run.traceIDs == [trace, nil])
    }

    @Test func `gives the handler a logger that names the request`() async throws {
        let api = try FakeRuntimeAPI([FakeEvent("8f5a")])
        let run = RuntimeRun()
        _ = await run(api.environment()) {
            ClosureHandler { event, context in
                context.logger.info("Snapshot created with description [Autosnap-i-0-vol-0]")
                return event
            }
        }
        let line =
            "2026-03-02T09:15:07.412Z INFO RequestId: 8f5a Snapshot created with description [Autosnap-i-0-vol-0]"
        #expect(run.log.lines.first == line)
    }

    @Test func `never writes an event to the log by itself`() async throws {
        let api = try FakeRuntimeAPI([FakeEvent("1", body: "marker-of-the-event")])
        let run = RuntimeRun()
        let failing = ClosureHandler { _, _ in throw CancellationError() }
        _ = await run(api.environment(["AWS_LAMBDA_LOG_LEVEL": "TRACE"])) { failing }
        #expect(!run.log.text.contains("marker-of-the-event"))
    }

    @Test func `ends soon when its task is cancelled while it waits for an event`() async throws {
        let api = try FakeRuntimeAPI([]) { _ in Reply([.pause(.seconds(5)), .close]) }
        let task = Task { await RuntimeRun()(api.environment()) }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        guard case .unreachable(let error) = await task.value else {
            Issue.record("ended otherwise")
            return
        }
        #expect(error.kind == .cancelled)
    }
}
