import Foundation
import LambdaRuntime
import LoopbackServer
import Testing

/// How the statuses of the Runtime API's endpoints are taken.
@Suite(.timeLimit(.minutes(1))) struct `An answer of the Runtime API` {
    static let refusal = #"{"errorMessage":"Because.","errorType":"SomeRefusal"}"#

    @Test(arguments: ["response", "error"], [400, 410, 413])
    func `to a post that loses the invocation is logged, and the loop goes on`(
        endpoint: String,
        status: Int
    ) async throws {
        let api = try FakeRuntimeAPI([FakeEvent("lost"), FakeEvent("kept")]) { request in
            request.target.contains("/lost/") ? .response(status, body: Self.refusal) : nil
        }
        let run = RuntimeRun()
        let handler = endpoint == "error" ? ClosureHandler { _, _ in throw CancellationError() } : .echo
        let end = await run(api.environment()) { handler }
        #expect(end.isOrderlyEnd, "\(end)")
        #expect(
            api.posts.map(\.target).map { $0.split(separator: "/").suffix(2).joined(separator: "/") }
                == ["lost/\(endpoint)", "kept/\(endpoint)"]
        )
        let line = run.log.lines.first { $0.contains("is lost") }
        #expect(line?.contains("RequestId: lost") == true)
        #expect(line?.contains("answered \(status) to \(endpoint) (SomeRefusal: Because.)") == true)
    }

    @Test(arguments: ["response", "error"], [403, 404, 429, 500, 502])
    func `to a post that says the protocol is broken ends the loop`(
        endpoint: String,
        status: Int
    ) async throws {
        let api = try FakeRuntimeAPI([FakeEvent(), FakeEvent()]) { request in
            request.method == "POST" ? .response(status, body: Self.refusal) : nil
        }
        let run = RuntimeRun()
        let handler = endpoint == "error" ? ClosureHandler { _, _ in throw CancellationError() } : .echo
        let end = await run(api.environment()) { handler }
        guard case .refused(let refusal) = end else {
            Issue.record("ended otherwise: \(end)")
            return
        }
        #expect((refusal.endpoint, refusal.status, refusal.errorType) == (endpoint, status, "SomeRefusal"))
        #expect(api.posts.count == 1)
        #expect(api.nextCount == 1)
        let last = run.log.lines.last
        #expect(last?.contains(" FATAL ") == true && last?.contains("errorType=Runtime.Refused") == true)
    }

    @Test(arguments: [204, 403, 404, 500, 503])
    func `to next other than 200 ends the loop at once`(status: Int) async throws {
        let api = try FakeRuntimeAPI { _ in .response(status, body: "<html>no JSON</html>") }
        let run = RuntimeRun()
        guard case .refused(let refusal) = await run(api.environment()) else {
            Issue.record("ended otherwise")
            return
        }
        #expect((refusal.endpoint, refusal.status, refusal.errorType) == ("next", status, nil))
        #expect(api.requests.count == 1)
        #expect(run.delays.isEmpty)
    }
}
