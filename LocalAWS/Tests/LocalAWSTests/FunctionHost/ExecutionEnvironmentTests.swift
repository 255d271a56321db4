import Foundation
import Testing

@testable import LocalAWS

@Suite(
    .serialized,
    .enabled(if: FakeBootstrap.isAvailable, "needs /usr/bin/python3"),
    .timeLimit(.minutes(2))
)
struct `An execution environment` {
    @Test func `hands the event over and returns the answer`() async throws {
        try await withFunction("serve(lambda headers, body: body[::-1])") { environment in
            let result = try await environment.invoke("abc")
            #expect(result.text == "cba")
            #expect(result.contentType == "application/json")
            #expect(result.functionError == nil)
            #expect(result.errorType == nil)
        }
    }

    @Test func `keeps the process for the next invocation, which has no init duration`() async throws {
        try await withFunction("serve(lambda headers, body: str(os.getpid()))") { environment in
            let first = try await environment.invoke()
            let second = try await environment.invoke()
            #expect(first.text == second.text)
            #expect(first.figures.initDuration != nil)
            #expect(second.figures.initDuration == nil)
            #expect(first.requestID != second.requestID)
            #expect(first.report.contains("\tInit Duration: "))
            #expect(!second.report.contains("Init Duration"))
        }
    }

    @Test func `writes START, the function's lines, END and REPORT in this order`() async throws {
        let script = """
            print("at start", flush=True)
            def handler(headers, body):
                print("on stdout", flush=True)
                print("on stderr", file=sys.stderr, flush=True)
                return "{}"
            serve(handler)
            """
        try await withFunction(script) { environment in
            let result = try await environment.invoke()
            let id = result.requestID
            #expect(result.log.count == 7)
            #expect(result.log[0].hasPrefix("INIT_START Runtime Version: provided:al2023.v"))
            #expect(
                Array(result.log[1...5]) == [
                    "at start", "START RequestId: \(id) Version: $LATEST", "on stdout", "on stderr",
                    "END RequestId: \(id)",
                ]
            )
            #expect(result.report.hasPrefix("REPORT RequestId: \(id)\tDuration: "))
            #expect(result.report.contains("\tMemory Size: 128 MB\tMax Memory Used: "))
            #expect((2...60).contains(result.figures.maxMemoryUsed))
        }
    }

    @Test func `tells the runtime of the invocation in its header fields`() async throws {
        let begin = Date().timeIntervalSince1970 * 1_000
        try await withFunction("serve(lambda headers, body: json.dumps(headers))") { environment in
            let result = try await environment.invoke()
            let fields = try JSONDecoder().decode([String: String].self, from: Data(result.payload))
            #expect(fields["lambda-runtime-aws-request-id"] == result.requestID)
            #expect(fields["lambda-runtime-invocation-id"]?.count == 36)
            #expect(fields["lambda-runtime-invocation-id"] != result.requestID)
            #expect(
                fields["lambda-runtime-invoked-function-arn"]
                    == "arn:aws:lambda:us-east-1:111122223333:function:snap-and-tag"
            )
            let trace = try #require(fields["lambda-runtime-trace-id"])
            #expect(
                trace.wholeMatch(of: /Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0/) != nil
            )
            #expect(fields["content-type"] == "application/json")
            #expect(fields["lambda-runtime-client-context"] == nil)
            let deadline = try #require(fields["lambda-runtime-deadline-ms"].flatMap(Double.init))
            #expect((begin + 10_000...begin + 70_000).contains(deadline))
        }
    }

    @Test func `gives the process exactly Lambda's variables and its code as the working directory`()
        async throws
    {
        let script = """
            environ = {k.decode(): v.decode() for k, v in os.environb.items()}
            serve(lambda headers, body: json.dumps({**environ, "cwd": os.getcwd()}))
            """
        try await withFunction(script) {
            $0.variables = ["OWN": "value", "TZ": "CET"]
        } _: { environment in
            let result = try await environment.invoke()
            var variables = try JSONDecoder().decode([String: String].self, from: Data(result.payload))
            #expect(variables["LAMBDA_TASK_ROOT"] == variables["cwd"])
            let runtimeAPI = try #require(variables["AWS_LAMBDA_RUNTIME_API"])
            #expect(runtimeAPI.wholeMatch(of: /127\.0\.0\.1:[0-9]+/) != nil)
            let stream = try #require(variables["AWS_LAMBDA_LOG_STREAM_NAME"])
            #expect(stream.wholeMatch(of: /[0-9]{4}\/[0-9]{2}\/[0-9]{2}\/\[\$LATEST\][0-9a-f]{32}/) != nil)
            #expect(stream == environment.logStream)
            // Python itself sets LC_CTYPE when it finds no locale.
            for name in [
                "cwd", "LAMBDA_TASK_ROOT", "AWS_LAMBDA_RUNTIME_API", "AWS_LAMBDA_LOG_STREAM_NAME", "LC_CTYPE",
            ] {
                variables[name] = nil
            }
            #expect(variables == Self.variables)
        }
    }

    @Test func `takes a streamed answer, and refuses any other mode than streaming`() async throws {
        let script = """
            def post(id, mode):
                headers = {"Transfer-Encoding": "chunked", "Lambda-Runtime-Function-Response-Mode": mode}
                path = "/2018-06-01/runtime/invocation/%s/response" % id
                connection.request("POST", path, iter([b"one ", b"two"]), headers, encode_chunked=True)
                answer = connection.getresponse()
                print(answer.status, json.loads(answer.read()).get("errorType"), flush=True)
            while True:
                id, _, body = next_event()
                post(id, body.decode())
            """
        try await withFunction(script) { environment in
            let streamed = try await environment.invoke("streaming")
            #expect(streamed.text == "one two")
            #expect(streamed.contentType == "application/octet-stream")
            #expect(streamed.ownLog == ["202 None"])
            let refused = try await environment.invoke("Streaming")
            #expect(refused.errorType == "Runtime.InvalidResponseModeHeader")
            #expect(refused.ownLog == ["400 InvalidFunctionResponseMode"])
            #expect(try await environment.invoke("streaming").text == "one two")
        }
    }

    private static let variables = [
        "_HANDLER": "bootstrap",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
        "AWS_LAMBDA_FUNCTION_NAME": "snap-and-tag",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/snap-and-tag",
        "AWS_REGION": "us-east-1",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR",
        "AWS_XRAY_DAEMON_ADDRESS": "127.0.0.1:2000",
        "LAMBDA_RUNTIME_DIR": "/var/runtime",
        "LANG": "en_US.UTF-8",
        "LD_LIBRARY_PATH":
            "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib",
        "OWN": "value",
        "PATH": "/usr/local/bin:/usr/bin/:/bin:/opt/bin",
        "TZ": "CET",
    ]
}
