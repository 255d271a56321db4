import CurlHTTP
import HTTPTypes
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Without a connection` {
    let transport = HTTPTransport()

    @Test func `nothing is sent to a port that refuses`() async throws {
        let message = HTTPRequest(
            method: .post,
            scheme: "http",
            authority: "127.0.0.1:1",
            path: "/secret?x=1"
        )
        let error = try await transport.failure(message, body: [1])
        #expect(error.kind == .connection)
        #expect(error.progress == .notSent)
        #expect(error.origin == "http://127.0.0.1:1")
        #expect(error.code == 7)
        #expect(!error.description.contains("secret"))
    }

    @Test func `nothing is sent to a name that has no address`() async throws {
        let message = HTTPRequest(method: .post, scheme: "http", authority: "nonexistent.invalid", path: "/")
        let error = try await transport.failure(
            message,
            body: [1],
            options: .patient
        )
        #expect(error.kind == .nameResolution)
        #expect(error.progress == .notSent)
        #expect(error.message.contains("nonexistent.invalid"))
    }
}
