import CurlHTTP
import Foundation
import LambdaRuntime
import LoopbackServer
import Platform
import Testing

/// Several loops side by side, as on Lambda Managed Instances.
@Suite(.timeLimit(.minutes(1))) struct `Concurrent invocations` {
    /// Lets nobody pass before so many have come.
    private final class Gate: Sendable {
        private let arrived = Lock(0)

        func pass(whenThereAre count: Int) async throws {
            arrived.withLock { $0 += 1 }
            while arrived.withLock({ $0 }) < count { try await Task.sleep(for: .milliseconds(2)) }
        }
    }

    @Test func `run side by side, and each answer goes to its own event, in whatever order`() async throws {
        let api = try FakeRuntimeAPI((0..<12).map { FakeEvent("request-\($0)", body: "event-\($0)") })
        let gate = Gate()
        let run = RuntimeRun()
        let end = await run(api.environment(["AWS_LAMBDA_MAX_CONCURRENCY": "3"])) {
            ClosureHandler { event, context in
                // Nobody is answered before three are at work, and the first comes last.
                try await gate.pass(whenThereAre: 3)
                let place = Int(context.requestID.dropFirst(8)) ?? 0
                try await Task.sleep(for: .milliseconds(30 - 10 * (place % 3)))
                if place == 5 { throw PlainFailure(description: String(decoding: event, as: UTF8.self)) }
                return event
            }
        }
        #expect(end.isOrderlyEnd, "\(end)")
        #expect(api.posts.count == 12)
        for post in api.posts {
            let parts = post.target.split(separator: "/")
            let number = try #require(parts.dropLast().last?.dropFirst(8))
            #expect(parts.last == (number == "5" ? "error" : "response"))
            #expect(post.text.contains("event-\(number)"))
        }
        #expect(run.traceIDs.isEmpty)
    }

    @Test func `run side by side as many as Lambda says if there are connections for them`() async throws {
        let api = try FakeRuntimeAPI((0..<100).map { FakeEvent("request-\($0)") })
        let gate = Gate()
        let run = RuntimeRun()
        var configuration = TransportConfiguration()
        configuration.connectionLimitPerHost = 100
        let transport = HTTPTransport(configuration)
        let end = await run(api.environment(["AWS_LAMBDA_MAX_CONCURRENCY": "100"]), transport: transport) {
            ClosureHandler { event, _ in
                try await gate.pass(whenThereAre: 100)
                return event
            }
        }
        #expect(end.isOrderlyEnd, "\(end)")
        #expect(api.posts.count == 100)
        #expect(!run.log.text.contains("side by side"))
    }

    @Test func `are fewer than Lambda says if there aren't connections for them, which the log tells`()
        async throws
    {
        let api = try FakeRuntimeAPI((0..<4).map { FakeEvent("request-\($0)") })
        let run = RuntimeRun()
        var configuration = TransportConfiguration()
        configuration.connectionLimitPerHost = 2
        let transport = HTTPTransport(configuration)
        let atWork = Lock((now: 0, most: 0))
        let end = await run(api.environment(["AWS_LAMBDA_MAX_CONCURRENCY": "3"]), transport: transport) {
            ClosureHandler { event, _ in
                atWork.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                try await Task.sleep(for: .milliseconds(50))
                atWork.withLock { $0.now -= 1 }
                return event
            }
        }
        #expect(end.isOrderlyEnd, "\(end)")
        #expect(api.posts.count == 4)
        #expect(atWork.withLock { $0.most } <= 2)
        let warning = "AWS_LAMBDA_MAX_CONCURRENCY is 3, and 2 invocations run side by side"
        #expect(run.log.lines.count { $0.contains(" WARN ") && $0.contains(warning) } == 1, "\(run.log.text)")
    }

    @Test func `end together when one loop ends, and say so once`() async throws {
        let api = try FakeRuntimeAPI([FakeEvent("a"), FakeEvent("b")]) { request in
            request.target.hasSuffix("/a/response") ? .response(403) : nil
        }
        let run = RuntimeRun()
        let end = await run(api.environment(["AWS_LAMBDA_MAX_CONCURRENCY": "3"])) {
            ClosureHandler { event, context in
                if context.requestID == "b" { try await Task.sleep(for: .seconds(30)) }
                return event
            }
        }
        guard case .refused(let refusal) = end else {
            Issue.record("ended otherwise: \(end)")
            return
        }
        #expect(refusal.status == 403)
        #expect(run.log.lines.count { $0.contains(" FATAL ") } == 1)
    }
}
