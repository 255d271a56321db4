import Testing

@testable import LocalAWS

@Suite(
    .serialized,
    .enabled(if: FakeBootstrap.isAvailable, "needs /usr/bin/python3"),
    .timeLimit(.minutes(2))
)
struct `A function's log` {
    @Test func `has every line that was written before the answer`() async throws {
        let script = """
            def handler(headers, body):
                for i in range(2000): print("line", i)
                sys.stdout.flush()
                return "{}"
            serve(handler)
            """
        try await withFunction(script) { environment in
            for _ in 1...3 {
                let result = try await environment.invoke()
                #expect(result.ownLog == (0..<2_000).map { "line \($0)" })
            }
        }
    }

    @Test func `puts partial writes together and keeps a last line without a newline`() async throws {
        let script = """
            id, _, _ = next_event()
            for part in b"one ", b"line\\ntwo", b"\\n", b"bad \\xff\\n", b"rest":
                os.write(2, part)
                time.sleep(0.02)
            respond(id, "{}")
            os._exit(0)
            """
        try await withFunction(script) { environment in
            let result = try await environment.invoke()
            #expect(result.ownLog.prefix(4) == ["one line", "two", "bad \u{FFFD}", "rest"])
        }
    }

    @Test func `that is flooded keeps its beginning, says what is missing, and harms nobody else`()
        async throws
    {
        let script = """
            id, _, body = next_event()
            line = b"x" * 1000 + b"\\n"
            for _ in range(30000): os.write(1, line)
            respond(id, "{}")
            serve(lambda headers, body: "calm")
            """
        try await withFunction(script) { environment in
            let result = try await environment.invoke()
            #expect(result.logLines.count < FunctionLog.lineLimit + 20)
            #expect(result.log.contains { $0.hasPrefix("[local-aws dropped ") })
            #expect(result.report.hasPrefix("REPORT "))
            let next = try await environment.invoke()
            #expect(next.text == "calm")
            #expect(next.ownLog == [])
        }
    }

    @Test func `that is flooded for ever ends at the time limit`() async throws {
        let script = "next_event()\nwhile True: os.write(1, b'x' * 65536)"
        try await withFunction(script) {
            $0.timeout = .milliseconds(700)
        } _: { environment in
            let result = try await environment.invoke()
            #expect(result.errorType == "Sandbox.Timedout")
            #expect(result.logLines.reduce(0) { $0 + $1.text.utf8.count } < FunctionLog.byteLimit + 10_000)
        }
    }

    @Test func `has Lambda's own records as JSON, if that is asked for`() async throws {
        let script = """
            def handler(headers, body):
                if body == b"bad": os._exit(1)
                return "{}"
            serve(handler)
            """
        try await withFunction(script, { $0.logFormat = "JSON" }) { environment in
            let result = try await environment.invoke()
            let records = try result.log.map { try Document(json: $0) }
            #expect(
                records.map { $0["type"]?.text } == [
                    "platform.initStart", "platform.start", "platform.report",
                ]
            )
            #expect(records.allSatisfy { $0["time"]?.text?.hasSuffix("Z") == true })
            #expect(records[0]["record"]?["initializationType"]?.text == "on-demand")
            #expect(records[1]["record"] == ["requestId": .text(result.requestID), "version": "$LATEST"])
            let report = try #require(records[2]["record"])
            #expect(report["status"]?.text == "success")
            #expect(report["metrics"]?["memorySizeMB"]?.integer == 128)
            #expect(report["metrics"]?["initDurationMs"]?.number ?? 0 > 0)
            let failure = try await environment.invoke("bad")
            let last = try Document(json: try #require(failure.log.last))
            #expect(last["type"]?.text == "platform.report")
            #expect(last["record"]?["status"]?.text == "error")
            #expect(last["record"]?["errorType"]?.text == "Runtime.ExitError")
        }
    }
}
