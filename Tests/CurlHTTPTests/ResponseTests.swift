import CurlHTTP
import HTTPTypes
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `An answer` {
    let transport = HTTPTransport()

    private func answer(
        _ steps: Reply.Step...,
        options: TransferOptions = .patient
    ) async throws
        -> Result<TransportResponse, TransportError>
    {
        let server = try LoopbackServer { _ in Reply(steps) }
        do throws(TransportError) {
            return .success(try await transport.send(request(.post, to: server), options: options))
        } catch {
            return .failure(error)
        }
    }

    @Test func `comes with its status, all its fields and its body`() async throws {
        let fields = "X-Empty:\r\nX-One:  a b \t\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nContent-Length: 5\r\n"
        let response = try await answer(.text("HTTP/1.1 418 I'm a teapot\r\n\(fields)\r\nhello")).get()
        #expect(response.head.status == HTTPResponse.Status(code: 418, reasonPhrase: "I'm a teapot"))
        #expect(
            response.head.headerFields.map { "\($0.name.rawName)=\($0.value)" } == [
                "X-Empty=", "X-One=a b", "Set-Cookie=a", "Set-Cookie=b", "Content-Length=5",
            ]
        )
        #expect(response.body == Array("hello".utf8))
    }

    @Test(arguments: [200, 301, 302, 307, 400, 404, 410, 413, 429, 500, 503])
    func `of any status is a response, and a redirect is not followed`(status: Int) async throws {
        let server = try LoopbackServer { _ in .response(status, [("Location", "/elsewhere")], body: "x") }
        let response = try await transport.send(request(to: server))
        #expect(response.head.status.code == status)
        #expect(response.body == [UInt8(ascii: "x")])
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [204, 304])
    func `without content ends with its head`(status: Int) async throws {
        let response = try await answer(.text("HTTP/1.1 \(status) No\r\nETag: x\r\n\r\n")).get()
        #expect(response.head.status.code == status)
        #expect(response.body.isEmpty)
    }

    @Test func `follows interim answers, whose fields are not its own`() async throws {
        let interim = "HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
        let response = try await answer(.text(interim + "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok")).get()
        #expect(response.head.status.code == 200)
        #expect(response.head.headerFields.map(\.name) == [.contentLength])
        #expect(response.body == Array("ok".utf8))
    }

    @Test func `in chunks is put together, without its trailer`() async throws {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        let body = "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-Trailer: 1\r\n\r\n"
        let response = try await answer(.text(head), .pause(.milliseconds(20)), .text(body)).get()
        #expect(response.body == Array("abcde".utf8))
        #expect(response.head.headerFields.map(\.name) == [.transferEncoding])
    }

    @Test func `that ends with its connection is whole`() async throws {
        let response = try await answer(.text("HTTP/1.1 200 OK\r\n\r\nuntil the end"), .close).get()
        #expect(response.body == Array("until the end".utf8))
    }

    @Test func `keeps its content coding`() async throws {
        let text = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope"
        #expect(try await answer(.text(text)).get().body == Array("nope".utf8))
    }

    @Test func `may fold a field over several lines`() async throws {
        let text = "HTTP/1.1 200 OK\r\nX-Long: one\r\n  two\r\n\tthree\r\nContent-Length: 0\r\n\r\n"
        let fields = try await answer(.text(text)).get().head.headerFields
        #expect(fields.first?.value == "one two three")
    }

    @Test(
        arguments: [
            "220 mail.example ESMTP\r\n", "<html>hello</html>\r\n\r\n", "HTTP/1.1 abc OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", "HTTP/1.1 200 OK\r\nb d: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\r\n\r\n",
        ]
    )
    func `that isn't HTTP is malformed`(text: String) async throws {
        let outcome = try await answer(.text(text), .close)
        let error = #expect(throws: TransportError.self) { try outcome.get() }
        #expect(error?.kind == .malformedResponse, "\(String(describing: error))")
        #expect(error?.progress == .maybeReceived)
    }

    @Test(
        arguments: [
            "", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
        ]
    )
    func `that breaks off is a lost connection, closed or reset`(text: String) async throws {
        for end in [Reply.Step.close, .reset] {
            let outcome = try await answer(.text(text), .pause(.milliseconds(50)), end)
            let error = #expect(throws: TransportError.self) { try outcome.get() }
            #expect(error?.kind == .connectionLost, "\(String(describing: error))")
            #expect(error?.progress == .maybeReceived)
        }
    }

    @Test func `as large as the limit is taken, and a larger one is not`() async throws {
        let server = try LoopbackServer { _ in .response(200, body: String(repeating: "x", count: 1_000)) }
        let response = try await transport.send(
            request(to: server),
            options: .patient.with(\.responseLimit, 1_000)
        )
        #expect(response.body.count == 1_000)
        let error = try await transport.failure(
            request(to: server),
            options: .patient.with(\.responseLimit, 999)
        )
        #expect(error.kind == .responseTooLarge)
        #expect(error.progress == .maybeReceived)
        #expect(error.message.contains("999 bytes"))
    }

    @Test func `that declares too much is refused before its body comes`() async throws {
        let outcome = try await answer(
            .text("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"),
            .pause(.seconds(30))
        )
        #expect(#expect(throws: TransportError.self) { try outcome.get() }?.kind == .responseTooLarge)
    }

    @Test func `in chunks without end is refused at the limit`() async throws {
        let chunk = Reply.Step.text("1000\r\n" + String(repeating: "x", count: 0x1000) + "\r\n")
        let steps =
            [.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")]
            + Array(repeating: chunk, count: 100)
        let server = try LoopbackServer { _ in Reply(steps) }
        let error = try await transport.failure(
            request(to: server),
            options: .patient.with(\.responseLimit, 10_000)
        )
        #expect(error.kind == .responseTooLarge)
    }

    @Test func `with too large a head is refused`() async throws {
        let field = "X-Padding: " + String(repeating: "x", count: 1_000) + "\r\n"
        let head = "HTTP/1.1 200 OK\r\n" + String(repeating: field, count: 20) + "\r\n"
        let error = await #expect(throws: TransportError.self) {
            try await answer(.text(head), options: .patient.with(\.headLimit, 10_000)).get()
        }
        #expect(error?.kind == .responseTooLarge)
        #expect(error?.message.contains("10000 bytes") == true)
    }
}

extension Reply.Step {
    /// The text, sent as it is.
    static func text(_ text: String) -> Reply.Step { .send(Array(text.utf8)) }
}
