import CurlHTTP
import Foundation
import LambdaRuntime
import LoopbackServer
import Platform
import Testing

/// Connections that go away.
@Suite(.timeLimit(.minutes(1))) struct `A connection to the Runtime API` {
    @Test func `that was closed while it was idle is replaced, as after a thaw`() async throws {
        let events = Lock([FakeEvent("1"), FakeEvent("2")][...])
        let api = try FakeRuntimeAPI([]) { request in
            guard request.method == "GET", let event = events.withLock({ $0.popFirst() }) else { return nil }
            return Reply(event.reply.steps + [.close])
        }
        let run = RuntimeRun()
        let end = await run(api.environment()) {
            ClosureHandler { event, _ in
                try await Task.sleep(for: .milliseconds(100))
                return event
            }
        }
        #expect(end.isOrderlyEnd, "\(end)")
        #expect(api.posts.count == 2)
        #expect(api.connectionCount == 3)
        #expect(run.delays.isEmpty)
    }

    @Test func `that the server ends with Connection: close is replaced without a wait`() async throws {
        let events = Lock([FakeEvent("1"), FakeEvent("2")][...])
        let api = try FakeRuntimeAPI([]) { request in
            if request.method == "POST" {
                return Reply(Reply.response(202, [("Connection", "close")]).steps + [.close])
            }
            guard var event = events.withLock({ $0.popFirst() }) else { return nil }
            event.fields.append(("Connection", "close"))
            return Reply(event.reply.steps + [.close])
        }
        let run = RuntimeRun()
        let end = await run(api.environment())
        #expect(end.isOrderlyEnd, "\(end)")
        #expect(api.posts.count == 2)
        #expect(api.connectionCount == 5)
        #expect(run.delays.isEmpty)
    }

    @Test func `that breaks while next waits is tried again after growing delays`() async throws {
        let failures = Lock(3)
        let api = try FakeRuntimeAPI([FakeEvent()]) { _ in
            let fails = failures.withLock { left in
                left -= 1
                return left >= 0
            }
            return fails ? Reply([.reset]) : nil
        }
        let run = RuntimeRun()
        let end = await run(api.environment())
        #expect(end.isOrderlyEnd, "\(end)")
        #expect(run.delays == [.milliseconds(100), .milliseconds(200), .milliseconds(400)])
        #expect(api.posts.count == 1)
    }

    @Test(arguments: [
        ("Content-Length: 9\r\n\r\n{", "connectionLost"),
        ("Content-Length: 99999999\r\n\r\n", "responseTooLarge"),
    ])
    func `that brings half an event, or too large a one, is told of when it is asked again`(
        rest: String,
        kind: String
    ) async throws {
        let reply = Reply([.send(Array("HTTP/1.1 200 OK\r\n\(rest)".utf8)), .close])
        let failures = Lock(2)
        let api = try FakeRuntimeAPI([FakeEvent()]) { _ in
            let fails = failures.withLock { left in
                left -= 1
                return left >= 0
            }
            return fails ? reply : nil
        }
        let run = RuntimeRun()
        let end = await run(api.environment())
        #expect(end.isOrderlyEnd, "\(end)")
        let warnings = run.log.lines.filter { $0.contains(" WARN ") }
        #expect(warnings.count == 2, "\(run.log.text)")
        for (warning, delay) in zip(warnings, [100, 200]) {
            let again = "/invocation/next is sent to the Runtime API again in \(delay) ms."
            #expect(warning.contains(again), "\(warning)")
            #expect(warning.contains(kind), "\(warning)")
        }
    }

    @Test func `that can't be made ends the loop after five tries, and says where to`() async throws {
        // No test listens on this address, so that no server of another test can have taken the port.
        let closed = "127.0.0.77:9"
        let run = RuntimeRun()
        let end = await run(["AWS_LAMBDA_RUNTIME_API": closed])
        guard case .unreachable(let error) = end else {
            Issue.record("ended otherwise: \(end)")
            return
        }
        #expect(error.progress == .notSent)
        #expect(
            run.delays == [.milliseconds(100), .milliseconds(200), .milliseconds(400), .milliseconds(800)]
        )
        #expect(end.description.contains(closed))
        #expect(run.log.lines.count == 5)
        #expect(run.log.lines.prefix(4).allSatisfy { $0.contains(" WARN ") && $0.contains(closed) })
        #expect(run.log.text.contains(" FATAL The runtime ends: The Runtime API can't be reached."))
    }

    @Test func `that breaks after a post was sent isn't posted to again`() async throws {
        let api = try FakeRuntimeAPI { request in request.method == "POST" ? Reply([.reset]) : nil }
        let run = RuntimeRun()
        guard case .unreachable(let error) = await run(api.environment()) else {
            Issue.record("ended otherwise")
            return
        }
        #expect(error.progress == .maybeReceived)
        #expect(api.posts.count == 1)
        #expect(run.delays.isEmpty)
    }

    @Test func `that can't be made for a post is tried again, since nothing was sent`() async throws {
        let api = Lock<FakeRuntimeAPI?>(nil)
        try api.withLock {
            $0 = try FakeRuntimeAPI { _ in
                Reply(FakeEvent("1", [("Connection", "close")]).reply.steps + [.close])
            }
        }
        let environment = try #require(api.withLock { $0?.environment() })
        let run = RuntimeRun()
        let stop = { @Sendable in api.withLock { $0 = nil } }
        let end = await run(environment) {
            ClosureHandler { event, _ in
                stop()
                return event
            }
        }
        guard case .unreachable(let error) = end else {
            Issue.record("ended otherwise: \(end)")
            return
        }
        #expect(error.progress == .notSent)
        #expect(run.delays.count == 4)
    }
}
