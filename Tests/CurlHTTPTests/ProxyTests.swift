import CurlHTTP
import HTTPTypes
import LoopbackServer
import Platform
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Through a proxy` {
    private func transport(_ variables: [String: String]) -> HTTPTransport {
        let variables = variables.merging(["AWS_CA_BUNDLE": "\(certificates)/authority.pem"]) { $1 }
        return HTTPTransport(TransportConfiguration(environment: Environment(variables)))
    }

    /// A proxy that passes the bytes of a tunnel on to that port, and answers anything else itself.
    private func tunnel(toPort port: Int) throws -> LoopbackServer {
        try LoopbackServer { received in
            guard received.method == "CONNECT" else { return .response(200, body: "by proxy") }
            return Reply([.text("HTTP/1.1 200 Connected\r\nX-Proxy: 1\r\n\r\n"), .relay(port: port)])
        }
    }

    private func message(_ scheme: String, _ path: String = "/a/../b?x=%7e") -> HTTPRequest {
        var message = HTTPRequest(method: .post, scheme: scheme, authority: "localhost", path: path)
        message.headerFields[.authorization] = "secret"
        return message
    }

    @Test func `a plain request asks for the whole URL, byte for byte`() async throws {
        let proxy = try LoopbackServer { _ in .response(200, body: "by proxy") }
        let response = try await transport(["http_proxy": proxy.url]).send(message("http"))
        #expect(response.body == Array("by proxy".utf8))
        #expect(proxy.requests.first?.target == "http://localhost/a/../b?x=%7e")
        #expect(proxy.requests.first?[field: "host"] == "localhost")
    }

    @Test func `a TLS request goes through a tunnel, which sees nothing of it`() async throws {
        let server = try LoopbackServer(tls: TLSIdentity("good")) { _ in .response(200, body: "by server") }
        let proxy = try tunnel(toPort: server.port)
        let transport = transport(["HTTPS_PROXY": "http://us%40er:p%3Aw@\(proxy.authority)/"])
        for _ in 0..<2 {
            let response = try await transport.send(message("https"))
            #expect(response.body == Array("by server".utf8))
            #expect(response.head.headerFields.map(\.name) == [.contentLength])
        }
        #expect(server.requests.map(\.target) == ["/a/../b?x=%7e", "/a/../b?x=%7e"])
        #expect(proxy.requests.map(\.target) == ["localhost:443"])
        #expect(proxy.requests.first?[field: "authorization"] == nil)
        // us@er:p:w
        #expect(proxy.requests.first?[field: "proxy-authorization"] == "Basic dXNAZXI6cDp3")
    }

    @Test(arguments: [403, 407, 502])
    func `that declines the tunnel, nothing is sent`(status: Int) async throws {
        let proxy = try LoopbackServer { _ in .response(status, body: "no") }
        let transport = transport(["https_proxy": "http://user:hidden@\(proxy.authority)"])
        let error = try await transport.failure(message("https"), body: [1])
        #expect(error.kind == .connection)
        #expect(error.progress == .notSent)
        #expect(error.origin == "https://localhost")
        #expect(error.message.contains(String(status)))
    }

    @Test(arguments: [Reply.Step.close, .reset])
    func `that breaks the tunnel off, nothing is sent`(end: Reply.Step) async throws {
        let proxy = try LoopbackServer { _ in Reply([end]) }
        let error = try await transport(["https_proxy": proxy.url]).failure(message("https"), body: [1])
        #expect(error.kind == .connection)
        #expect(error.progress == .notSent)
    }

    @Test func `that isn't there, nothing is sent`() async throws {
        for (proxy, kind) in [
            ("http://user:hidden@127.0.0.1:1", TransportError.Kind.connection),
            ("user:hidden@nonexistent.invalid:3128", .nameResolution),
            ("gopher://user:hidden@127.0.0.1", .connection),
            ("http://user:hidden@127.0.0.1:port", .nameResolution),
        ] {
            for scheme in ["http", "https"] {
                let error = try await transport(["all_proxy": proxy]).failure(
                    message(scheme),
                    options: .patient
                )
                #expect(error.kind == kind, "\(error)")
                #expect(error.progress == .notSent)
                #expect(!error.message.contains("hidden"), "\(error)")
            }
        }
    }

    @Test func `nothing goes that the options or NO_PROXY keep from it`() async throws {
        let server = try LoopbackServer { _ in .response(200, body: "by server") }
        let proxy = try LoopbackServer { _ in .response(200, body: "by proxy") }
        let variables = ["http_proxy": proxy.url]
        let direct = TransferOptions.patient.with(\.proxy, .none)
        #expect(try await transport(variables).send(request(to: server)).body == Array("by proxy".utf8))
        #expect(
            try await transport(variables).send(request(to: server), options: direct).body
                == Array("by server".utf8)
        )
        let exempt = variables.merging(["NO_PROXY": "example.com, 127.0.0.0/8"]) { $1 }
        #expect(try await transport(exempt).send(request(to: server)).body == Array("by server".utf8))
    }

    @Test func `HTTP_PROXY in capitals is not taken`() async throws {
        let server = try LoopbackServer { _ in .response(200, body: "by server") }
        let response = try await transport(["HTTP_PROXY": "http://127.0.0.1:1"]).send(request(to: server))
        #expect(response.body == Array("by server".utf8))
    }
}
