import CurlHTTP
import HTTPTypes
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Sending a request` {
    @Test func `a request arrives byte for byte, and its answer comes back whole`() async throws {
        let server = try LoopbackServer { _ in
            .response(201, [("X-Answer", "yes"), ("Set-Cookie", "a"), ("Set-Cookie", "b")], body: "hello")
        }
        let transport = HTTPTransport()
        var request = HTTPRequest(
            method: .post,
            scheme: "http",
            authority: server.authority,
            path: "/a/../b//c?x=%7e&y"
        )
        request.headerFields[.userAgent] = "snap-and-tag"
        let response = try await transport.send(request, body: Array("body".utf8))
        #expect(response.head.status == 201)
        #expect(response.head.headerFields[HTTPField.Name("x-answer")!] == "yes")
        #expect(response.head.headerFields[values: .setCookie] == ["a", "b"])
        #expect(response.body == Array("hello".utf8))
        let received = try #require(server.requests.first)
        #expect(received.method == "POST")
        #expect(received.target == "/a/../b//c?x=%7e&y")
        #expect(received.text == "body")
        #expect(received.fields.map(\.name) == ["host", "user-agent", "content-length"])
    }

    @Test func `a refused connection is not sent`() async throws {
        let transport = HTTPTransport()
        let request = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:1", path: "/")
        let error = await #expect(throws: TransportError.self) { try await transport.send(request) }
        #expect(error?.kind == .connection)
        #expect(error?.progress == .notSent)
        #expect(error?.origin == "http://127.0.0.1:1")
    }

    @Test func `a cancelled task ends its transfer at once`() async throws {
        let server = try LoopbackServer { _ in .response(200).delayed(by: .seconds(20)) }
        let transport = HTTPTransport()
        let request = HTTPRequest(method: .get, scheme: "http", authority: server.authority, path: "/")
        let task = Task { try await transport.send(request) }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        let error = await #expect(throws: TransportError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
        #expect(error?.progress == .maybeReceived)
    }

    @Test func `an answer that takes too long is a timeout`() async throws {
        let server = try LoopbackServer { _ in .response(200).delayed(by: .seconds(20)) }
        let transport = HTTPTransport()
        let request = HTTPRequest(method: .get, scheme: "http", authority: server.authority, path: "/")
        let error = await #expect(throws: TransportError.self) {
            try await transport.send(request, options: TransferOptions(totalTimeout: .milliseconds(200)))
        }
        #expect(error?.kind == .timeout)
        #expect(error?.progress == .maybeReceived)
    }
}
