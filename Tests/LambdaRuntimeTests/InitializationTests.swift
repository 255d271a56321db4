import JSON
import LambdaRuntime
import LoopbackServer
import Platform
import Testing

/// The init phase: settings and making the handler.
@Suite(.timeLimit(.minutes(1))) struct `The init phase` {
    private func failing() throws -> ClosureHandler {
        throw Described(errorType: "Runtime.InvalidSetting", errorMessage: "VOLUMES is \"many\"")
    }

    @Test(arguments: [202, 403])
    func `that fails is reported once, and nothing is asked for`(status: Int) async throws {
        let api = try FakeRuntimeAPI { _ in
            .response(status, body: #"{"errorType":"InvalidStateTransition"}"#)
        }
        let run = RuntimeRun()
        let end = await run(api.environment(), handler: failing)
        guard case .initialization(let report, refusal: nil) = end else {
            Issue.record("ended otherwise: \(end)")
            return
        }
        #expect(report.errorMessage == "VOLUMES is \"many\"")
        #expect(api.requests.map { "\($0.method) \($0.target)" } == ["POST /2018-06-01/runtime/init/error"])
        let post = try #require(api.posts.first)
        #expect(
            post.text
                == #"{"errorMessage":"VOLUMES is \"many\"","errorType":"Runtime.InvalidSetting","stackTrace":[]}"#
        )
        #expect(post[field: "content-type"] == "application/json")
        #expect(post[field: "lambda-runtime-function-error-type"] == "Runtime.InvalidSetting")
        #expect(run.log.lines.count == 1)
        #expect(
            run.log.text.contains("FATAL The runtime ends: The function can't be initialised: VOLUMES is")
        )
    }

    @Test func `that fails where Lambda can't be told says both`() async throws {
        let api = try FakeRuntimeAPI { _ in .response(500) }
        let end = await RuntimeRun()(api.environment(), handler: failing)
        #expect(end.description.contains("VOLUMES"))
        #expect(end.description.contains("answered 500 to init/error"))
    }

    @Test(arguments: ["0", "-1", "three", "1.5", "1025", "99999999999999999999"])
    func `refuses a concurrency that is no number, naming the variable and what it accepts`(
        value: String
    ) async throws {
        let api = try FakeRuntimeAPI()
        let end = await RuntimeRun()(api.environment(["AWS_LAMBDA_MAX_CONCURRENCY": value]))
        #expect(end.errorType == "Runtime.InvalidSetting")
        let post = try #require(api.posts.first)
        #expect(post.target == "/2018-06-01/runtime/init/error")
        let message = try #require(try JSON.parse(post.body)["errorMessage"]?.stringValue)
        #expect(
            message == "The environment variable AWS_LAMBDA_MAX_CONCURRENCY is \"\(value)\", "
                + "and has to be a whole number from 1 to 1024."
        )
        #expect(api.requests.count == 1)
    }

    @Test(arguments: [
        "localhost", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", ":9001",
        "http://127.0.0.1:9001",
        "127.0.0.1:9001/", "user@host:9001", "a b:9001", "127.0.0.1:+1", "[]:9001", "é:9001", "h\r\n:1", "",
    ])
    func `refuses an address that is no host and port`(address: String) async throws {
        let run = RuntimeRun()
        let end = await run(["AWS_LAMBDA_RUNTIME_API": address])
        guard case .setting(let setting) = end else {
            Issue.record("ended otherwise: \(end)")
            return
        }
        #expect(setting.variable == "AWS_LAMBDA_RUNTIME_API")
        #expect(end.description.contains("a host and a port such as 127.0.0.1:9001"))
        #expect(run.log.lines.count == 1)
    }

    @Test(arguments: [
        "127.0.0.1:9001", "localhost:1", "169.254.100.1:9001", "[::1]:65535", "my-host.local:80",
    ])
    func `takes an address that is one`(address: String) throws {
        #expect(try RuntimeAPIAddress(["AWS_LAMBDA_RUNTIME_API": address]).authority == address)
    }

    @Test func `reads what Lambda tells of the function`() throws {
        let settings = try RuntimeSettings([
            "AWS_LAMBDA_FUNCTION_NAME": "asg-snapshot", "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128", "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/asg-snapshot",
            "AWS_LAMBDA_LOG_STREAM_NAME": "2026/03/02/[$LATEST]0f", "AWS_REGION": "eu-west-1",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand", "LAMBDA_TASK_ROOT": "/var/task",
            "AWS_LAMBDA_MAX_CONCURRENCY": "16",
        ])
        #expect(settings.functionName == "asg-snapshot")
        #expect(settings.functionVersion == "$LATEST")
        #expect(settings.memory == 128)
        #expect(settings.logGroup == "/aws/lambda/asg-snapshot")
        #expect(settings.logStream == "2026/03/02/[$LATEST]0f")
        #expect(settings.region == "eu-west-1")
        #expect(settings.initializationType == "on-demand")
        #expect(settings.taskRoot == "/var/task")
        #expect(settings.maxConcurrency == 16)
        #expect(try RuntimeSettings([:]).maxConcurrency == 1)
    }
}
