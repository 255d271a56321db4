import CurlHTTP
import Foundation
import HTTPTypes
import LoopbackServer
import Platform
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Over TLS` {
    let transport = HTTPTransport(.trustingFixtures)

    @Test(arguments: ["127.0.0.1", "localhost"])
    func `a chain that leads to the trusted authority is accepted`(host: String) async throws {
        let server = try LoopbackServer(tls: TLSIdentity("good")) { .response(200, body: $0.text) }
        var message = request(.post, to: server)
        message.authority = "\(host):\(server.port)"
        let body = String(repeating: "0123456789abcdef", count: 20_000)
        let response = try await transport.send(message, body: Array(body.utf8))
        #expect(response.body == Array(body.utf8))
    }

    @Test(
        arguments: [
            ("self-signed", "self"), ("expired", "expired"), ("wrong-host", "127.0.0.1"),
            ("untrusted", "issuer"),
        ]
    )
    func `a certificate that proves nothing is refused, with nothing sent`(
        name: String,
        text: String
    ) async throws {
        let server = try LoopbackServer(tls: TLSIdentity(name)) { _ in .response(200) }
        let error = try await transport.failure(request(.post, to: server), body: [1])
        #expect(error.kind == .certificate)
        #expect(error.progress == .notSent)
        #expect(error.code == 60)
        #expect(error.message.contains(text), "\(error)")
        #expect(server.requests.isEmpty)
    }

    @Test func `another name for the right address is refused`() async throws {
        let server = try LoopbackServer(tls: TLSIdentity("good")) { _ in .response(200) }
        var message = request(to: server)
        message.authority = "127.0.0.2:\(server.port)"
        // The listener is bound to 127.0.0.1 only, so this may fail to connect, but it must never succeed.
        #expect([.certificate, .connection].contains(try await transport.failure(message).kind))
    }

    @Test func `a version below 1.2 is refused, with nothing sent`() async throws {
        let server = try LoopbackServer(tls: TLSIdentity("good", newestVersion: .tls11)) { _ in .response(200)
        }
        let error = try await transport.failure(request(to: server))
        #expect(error.kind == .tls)
        #expect(error.progress == .notSent)
        #expect(server.requests.isEmpty)
    }

    @Test func `version 1.2 is accepted`() async throws {
        let server = try LoopbackServer(tls: TLSIdentity("good", newestVersion: .tls12)) { _ in .response(200)
        }
        #expect(try await transport.send(request(to: server)).head.status == .ok)
    }

    @Test func `HTTP/2 falls back to what the server speaks`() async throws {
        var configuration = TransportConfiguration.trustingFixtures
        configuration.httpVersion = .http2
        let server = try LoopbackServer(tls: TLSIdentity("good")) { _ in .response(200) }
        #expect(try await HTTPTransport(configuration).send(request(to: server)).head.status == .ok)
    }

    @Test(arguments: ["Content-Length: 99\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n"])
    func `a body that is cut off is a lost connection, with and without farewell`(text: String) async throws {
        for end in [Reply.Step.close, .cut, .reset] {
            let server = try LoopbackServer(tls: TLSIdentity("good")) { _ in
                Reply([.text("HTTP/1.1 200 OK\r\n" + text), .pause(.milliseconds(50)), end])
            }
            let error = try await transport.failure(request(to: server))
            #expect(error.kind == .connectionLost)
            #expect(error.progress == .maybeReceived)
        }
    }

    @Test func `later connections resume the first one's session`() async throws {
        let server = try LoopbackServer(tls: TLSIdentity("good")) { _ in .response(200) }
        for _ in 0..<3 {
            _ = try await transport.send(request(to: server), options: .patient.with(\.freshConnection, true))
        }
        #expect(server.connectionCount == 3)
        #expect(server.requests.map(\.isResumed) == [false, true, true])
    }

    @Test func `an authority in a hashed directory is trusted`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ca-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // The hash of the authority's name, `openssl x509 -subject_hash`, is that of CN=authority.
        try FileManager.default.copyItem(
            atPath: "\(certificates)/authority.pem",
            toPath: folder.appending(path: "aabdaf6b.0").path
        )
        let server = try LoopbackServer(tls: TLSIdentity("good")) { _ in .response(200) }
        let transport = HTTPTransport(TransportConfiguration(environment: ["SSL_CERT_DIR": folder.path]))
        #expect(try await transport.send(request(to: server)).head.status == .ok)
    }

    @Test func `nobody but the named authority is trusted`() async throws {
        let server = try LoopbackServer(tls: TLSIdentity("good")) { _ in .response(200) }
        let other = TransportConfiguration(environment: ["AWS_CA_BUNDLE": "\(certificates)/self-signed.pem"])
        #expect(try await HTTPTransport(other).failure(request(to: server)).kind == .certificate)
        let system = HTTPTransport(TransportConfiguration())
        #expect(try await system.failure(request(to: server)).kind == .certificate)
    }

    @Test func `a bundle that isn't there is an error that names it, and plain HTTP goes on`() async throws {
        let transport = HTTPTransport(TransportConfiguration(environment: ["AWS_CA_BUNDLE": "/no/such/file"]))
        let secure = try LoopbackServer(tls: TLSIdentity("good")) { _ in .response(200) }
        let error = try await transport.failure(request(to: secure))
        #expect(error.kind == .certificate)
        #expect(error.progress == .notSent)
        #expect(error.message == "AWS_CA_BUNDLE names /no/such/file, which can't be read")
        #expect(secure.connectionCount == 0)
        let plain = try LoopbackServer { _ in .response(200) }
        #expect(try await transport.send(request(to: plain)).head.status == .ok)
    }

    @Test func `a bundle that holds no certificate is an error that names it`() async throws {
        let file = "\(certificates)/make"
        let transport = HTTPTransport(TransportConfiguration(environment: ["SSL_CERT_FILE": .init(file)]))
        let server = try LoopbackServer(tls: TLSIdentity("good")) { _ in .response(200) }
        let error = try await transport.failure(request(to: server))
        #expect(error.kind == .certificate)
        #expect(error.message.contains(file))
    }
}
