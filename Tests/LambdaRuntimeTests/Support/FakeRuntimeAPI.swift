import CurlHTTP
import Foundation
import LambdaRuntime
import LoopbackServer
import Platform

/// An event that the fake Runtime API hands out.
struct FakeEvent: Sendable {
    var body = "{}"
    var fields: [(String, String)]

    /// An event with the fields that are always there, and those given; one given as nil is left out.
    init(_ requestID: String = "request-1", body: String = "{}", _ extra: [(String, String?)] = []) {
        let always = [
            ("Lambda-Runtime-Aws-Request-Id", requestID), ("Lambda-Runtime-Deadline-Ms", "1772442907412"),
            ("Content-Type", "application/json"),
        ]
        self.body = body
        fields = always.filter { field in !extra.contains { $0.0 == field.0 } }
        fields += extra.compactMap { name, value in value.map { (name, $0) } }
    }

    var reply: Reply { .response(200, fields, body: body) }
}

/// A Runtime API on loopback: it hands out its events one after the other, takes what is posted, and, when every
/// event has been answered, says 500 to the next `next`, which ends the loop.
final class FakeRuntimeAPI: Sendable {
    private let server: LoopbackServer

    /// - Parameters:
    ///   - events: What `next` hands out.
    ///   - onRequest: What is answered instead of the ordinary, where this isn't nil.
    init(
        _ events: [FakeEvent] = [FakeEvent()],
        onRequest: @escaping @Sendable (ReceivedRequest) -> Reply? = { _ in nil }
    ) throws {
        let waiting = Lock(events[...])
        let posts = Lock(0)
        let total = events.count
        server = try LoopbackServer { request in
            if request.method == "POST" { posts.withLock { $0 += 1 } }
            if let reply = onRequest(request) { return reply }
            if request.method == "POST" { return .response(202, body: #"{"status":"OK"}"#) }
            if let event = waiting.withLock({ $0.popFirst() }) { return event.reply }
            for _ in 0..<2_000 where posts.withLock({ $0 }) < total { Thread.sleep(forTimeInterval: 0.005) }
            return .response(
                500,
                body: #"{"errorMessage":"No more events","errorType":"InternalServerError"}"#
            )
        }
    }

    var requests: [ReceivedRequest] { server.requests }
    var posts: [ReceivedRequest] { requests.filter { $0.method == "POST" } }
    var nextCount: Int { requests.count { $0.target == "/2018-06-01/runtime/invocation/next" } }
    var connectionCount: Int { server.connectionCount }
    var authority: String { server.authority }

    /// The environment that Lambda would set.
    func environment(_ extra: [String: String] = [:]) -> Environment {
        Environment(["AWS_LAMBDA_RUNTIME_API": authority].merging(extra) { $1 })
    }
}
