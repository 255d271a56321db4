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
