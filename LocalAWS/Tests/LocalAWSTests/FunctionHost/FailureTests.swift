import Foundation
import Testing

@testable import LocalAWS

@Suite(
    .serialized,
    .enabled(if: FakeBootstrap.isAvailable, "needs /usr/bin/python3"),
    .timeLimit(.minutes(2))
)
struct `A function that fails` {
    /// Answers `"ok"` to every event but `"bad"`, to which it does what the test says.
    private func script(onBad lines: String) -> String {
        let indented = lines.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
        return """
            def bad(id, headers):
            \(indented)
            while True:
                id, headers, body = next_event()
                if body == b"bad":
                    bad(id, headers)
                else:
                    respond(id, "ok")
            """
    }

    @Test func `and says so returns its own document and stays warm`() async throws {
        let bad =
            #"fail(id, '{"errorMessage":"no"}', {"Lambda-Runtime-Function-Error-Type": "Function.Bad"})"#
        try await withFunction(script(onBad: bad)) { environment in
            let result = try await environment.invoke("bad")
            #expect(result.functionError == "Unhandled")
            #expect(result.errorType == "Function.Bad")
            #expect(result.text == #"{"errorMessage":"no"}"#)
            #expect(result.report.hasSuffix("\tStatus: error\tError Type: Function.Bad\t"))
            let next = try await environment.invoke("good")
            #expect(next.text == "ok")
            #expect(next.figures.initDuration == nil)
        }
    }

    @Test(arguments: [
        ("os._exit(3)", "Runtime exited with error: exit status 3"),
        ("os._exit(0)", "Runtime exited without providing a reason"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "Runtime exited with error: signal: segmentation fault"),
    ])
    func `by ending names its status, and the next invocation has a new process`(
        lines: String,
        message: String
    ) async throws {
        try await withFunction(script(onBad: "print('last words', end='', flush=True)\n" + lines)) {
            environment in
            let result = try await environment.invoke("bad")
            let id = result.requestID
            #expect(result.errorType == "Runtime.ExitError")
            #expect(
                result.text
                    == #"{"errorMessage":"RequestId: \#(id) Error: \#(message)","errorType":"Runtime.ExitError"}"#
            )
            #expect(
                result.ownLog == ["last words", "RequestId: \(id) Error: \(message)", "Runtime.ExitError"]
            )
            #expect(result.report.hasSuffix("\tStatus: error\tError Type: Runtime.ExitError\t"))
            let next = try await environment.invoke("good")
            #expect(next.text == "ok")
            #expect(next.figures.initDuration == nil)
            #expect(!next.log.contains { $0.hasPrefix("INIT_") })
        }
    }

    @Test func `by not answering is killed at its time limit with all of its group`() async throws {
        let bad = """
            child = os.fork()
            if child == 0:
                time.sleep(600)
            print(os.getpid(), child, flush=True)
            time.sleep(600)
            """
        try await withFunction(script(onBad: bad)) {
            $0.timeout = .seconds(4)
        } _: { environment in
            let result = try await environment.invoke("bad")
            #expect(result.errorType == "Sandbox.Timedout")
            #expect(result.text.contains("Error: Task timed out after 4.00 seconds"))
            #expect(
                result.log.contains {
                    $0.hasSuffix("Z \(result.requestID) Task timed out after 4.00 seconds")
                }
            )
            #expect(result.report.hasSuffix("\tStatus: timeout\t"))
            #expect(result.figures.duration >= .seconds(4))
            let processes = try #require(result.ownLog.first).split(separator: " ").compactMap { Int32($0) }
            #expect(processes.count == 2)
            for process in processes { #expect(try await isGone(process)) }
            #expect(try await environment.invoke("good").text == "ok")
        }
    }

    @Test func `by answering and not asking for more is killed too`() async throws {
        let bad = "respond(id, 'early')\ntime.sleep(600)"
        try await withFunction(script(onBad: bad)) {
            $0.timeout = .seconds(4)
        } _: { environment in
            let result = try await environment.invoke("bad")
            #expect(result.errorType == "Sandbox.Timedout")
            #expect(try await environment.invoke("good").text == "ok")
        }
    }

    @Test func `after its answer has answered all the same`() async throws {
        try await withFunction(script(onBad: "respond(id, 'done')\nos._exit(1)")) { environment in
            let result = try await environment.invoke("bad")
            #expect(result.text == "done")
            #expect(result.functionError == nil)
            #expect(
                result.ownLog.contains(
                    "RequestId: \(result.requestID) Error: \(ProcessExit.exited(1).message)"
                )
            )
            #expect(try await environment.invoke("good").text == "ok")
        }
    }

    @Test func `by answering twice is told so, and the first answer counts`() async throws {
        let bad = """
            respond(id, "first")
            status, _, body = respond(id, "second")
            print(status, json.loads(body)["errorType"], flush=True)
            """
        try await withFunction(script(onBad: bad)) { environment in
            let result = try await environment.invoke("bad")
            #expect(result.text == "first")
            #expect(result.ownLog == ["403 InvalidStateTransition"])
            #expect(try await environment.invoke("good").text == "ok")
        }
    }

    @Test func `by answering for another is told so and may still answer`() async throws {
        let bad = """
            for path, echo in ("other", None), (id, "other"):
                headers = {"Lambda-Runtime-Invocation-Id": echo} if echo else {}
                status, _, body = respond(path, "wrong", headers)
                print(status, json.loads(body)["errorType"], flush=True)
            respond(id, "right", {"Lambda-Runtime-Invocation-Id": ""})
            """
        try await withFunction(script(onBad: bad)) { environment in
            let result = try await environment.invoke("bad")
            #expect(result.text == "right")
            #expect(result.ownLog == ["400 InvalidRequestID", "400 InvalidInvocationId"])
        }
    }

    @Test(arguments: [6_291_557, 100_000_000])
    func `by answering too much gets 413 and an error, and stays warm`(size: Int) async throws {
        let bad = "status, _, body = respond(id, b'x' * \(size))\nprint(status, flush=True)"
        try await withFunction(script(onBad: bad)) { environment in
            let result = try await environment.invoke("bad")
            #expect(result.errorType == "Function.ResponseSizeTooLarge")
            #expect(result.ownLog == ["413"])
            let next = try await environment.invoke("good")
            #expect(next.text == "ok")
        }
    }

    @Test func `by hanging up in its answer loses that one`() async throws {
        let bad = """
            import socket
            host, port = os.environ["AWS_LAMBDA_RUNTIME_API"].split(":")
            cut = socket.create_connection((host, int(port)))
            head = "POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 100\\r\\n\\r\\nshort"
            cut.sendall((head % id).encode())
            cut.close()
            """
        try await withFunction(script(onBad: bad)) { environment in
            let result = try await environment.invoke("bad")
            #expect(result.errorType == "Runtime.TruncatedResponse")
            #expect(try await environment.invoke("good").text == "ok")
        }
    }

    @Test func `by sending garbage harms nobody`() async throws {
        let bad = """
            import socket
            host, port = os.environ["AWS_LAMBDA_RUNTIME_API"].split(":")
            for garbage in b"\\x16\\x03\\x01\\x00", b"GET\\r\\n\\r\\n", b"POST / HTTP/9.9\\r\\n\\r\\n", b"\\0" * 100000:
                other = socket.create_connection((host, int(port)))
                try: other.sendall(garbage)
                except OSError: pass
                other.close()
            print(call("GET", "nowhere")[0], call("DELETE", "invocation/next")[0], flush=True)
            respond(id, "unharmed")
            """
        try await withFunction(script(onBad: bad)) { environment in
            let result = try await environment.invoke("bad")
            #expect(result.text == "unharmed")
            #expect(result.ownLog == ["404 404"])
        }
    }

    @Test func `by hanging up while it waits gets the event again when it asks again`() async throws {
        let script = """
            import socket
            host, port = os.environ["AWS_LAMBDA_RUNTIME_API"].split(":")
            cut = socket.create_connection((host, int(port)))
            cut.sendall(b"GET /2018-06-01/runtime/invocation/next HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n")
            time.sleep(0.2)
            cut.close()
            serve(lambda headers, body: body)
            """
        try await withFunction(script) { environment in
            let result = try await environment.invoke("again")
            #expect(result.text == "again")
            #expect(try await environment.invoke("and again").text == "and again")
        }
    }
}
