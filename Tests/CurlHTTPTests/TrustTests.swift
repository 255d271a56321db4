import CurlHTTP
import Foundation
import HTTPTypes
import LoopbackServer
import Platform
import Testing

/// Of a bundle only the certificates that a handshake asks for are decoded. That must never show.
@Suite(.timeLimit(.minutes(1)))
struct `Of a bundle of certificates` {
    private let folder = FileManager.default.temporaryDirectory

    /// How a request to a server with that certificate ends when the bundle is that text: nil when it succeeds.
    private func failure(_ certificate: String, trusting bundle: String) async throws -> TransportError? {
        let file = folder.appending(path: "bundle-\(UUID()).pem")
        try Data(bundle.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let server = try LoopbackServer(tls: TLSIdentity(certificate)) { _ in .response(200) }
        let transport = HTTPTransport(TransportConfiguration(environment: ["AWS_CA_BUNDLE": file.path]))
        do throws(TransportError) {
            _ = try await transport.send(request(to: server))
            return nil
        } catch {
            #expect(error.kind == .certificate)
            #expect(error.progress == .notSent)
            #expect(server.requests.isEmpty)
            return error
        }
    }

    private func pem(_ names: String...) throws -> String {
        try names.map { try String(contentsOfFile: "\(certificates)/\($0).pem", encoding: .utf8) }.joined()
    }

    /// The hundred and some of this system; Debian's package of them may be missing.
    private var systemBundle: String {
        (try? String(contentsOfFile: "/etc/ssl/certs/ca-certificates.crt", encoding: .utf8)) ?? ""
    }

    @Test func `one among many is found, wherever it stands`() async throws {
        let authority = try pem("authority")
        for bundle in [
            systemBundle + authority, authority + systemBundle, systemBundle + authority + systemBundle,
        ] {
            #expect(try await failure("good", trusting: bundle) == nil)
        }
    }

    @Test(arguments: ["untrusted", "self-signed", "by-twin", "expired", "wrong-host"])
    func `none vouches for what it hasn't signed`(certificate: String) async throws {
        #expect(try await failure(certificate, trusting: systemBundle + pem("authority")) != nil)
    }

    @Test func `of two with one name, each vouches for its own, in either order`() async throws {
        for bundle in try [pem("authority", "twin"), pem("twin", "authority")] {
            #expect(try await failure("good", trusting: bundle) == nil)
            #expect(try await failure("by-twin", trusting: bundle) == nil)
            #expect(try await failure("untrusted", trusting: bundle) != nil)
        }
        #expect(try await failure("good", trusting: pem("twin")) != nil)
    }

    @Test func `one that has expired vouches for nobody`() async throws {
        let error = try await failure("by-expired-authority", trusting: pem("authority", "expired-authority"))
        #expect(error?.message.contains("expired") == true, "\(String(describing: error))")
    }

    @Test func `an intermediate authority, or the server's own certificate, is trusted as it is`()
        async throws
    {
        let chain = try pem("good")
        let second = try #require(chain.range(of: "-----BEGIN", options: .backwards)).lowerBound
        #expect(try await failure("good", trusting: String(chain[second...])) == nil)
        #expect(try await failure("good", trusting: String(chain[..<second])) == nil)
        #expect(try await failure("self-signed", trusting: pem("self-signed")) == nil)
    }

    @Test func `what stands around them, and what can't be read, is passed over`() async throws {
        let authority = try pem("authority")
        let broken = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
        let foreign = "-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----\n"
        let cutOff = "-----BEGIN CERTIFICATE-----\nMIIB"
        let windows = authority.replacing("\n", with: "\r\n")
        for bundle in [
            "# Authority\n" + authority, broken + authority, foreign + authority, authority + cutOff, windows,
            authority.replacing(" CERTIFICATE", with: " X509 CERTIFICATE"),
        ] {
            #expect(try await failure("good", trusting: bundle) == nil, "\(bundle)")
        }
    }

    @Test func `an empty one trusts nobody and says so`() async throws {
        let error = try await failure("good", trusting: "nothing")
        #expect(error?.message.contains("no certificate in") == true, "\(String(describing: error))")
    }

    @Test func `connections of one transport share what was read`() async throws {
        let server = try LoopbackServer(tls: TLSIdentity("good")) { _ in .response(200) }
        let other = try LoopbackServer(tls: TLSIdentity("untrusted")) { _ in .response(200) }
        let transport = HTTPTransport(.trustingFixtures)
        for _ in 0..<2 {
            _ = try await transport.send(request(to: server), options: .patient.with(\.freshConnection, true))
            #expect(try await transport.failure(request(to: other)).kind == .certificate)
        }
    }

    @Test func `a proxy that decrypts is trusted if its authority is among them`() async throws {
        // Such a proxy answers in the server's stead, with a certificate of its own authority.
        let inspector = try LoopbackServer(tls: TLSIdentity("by-twin")) { _ in
            .response(200, body: "inspected")
        }
        let proxy = try LoopbackServer { _ in
            Reply([.text("HTTP/1.1 200 Connected\r\n\r\n"), .relay(port: inspector.port)])
        }
        let file = folder.appending(path: "bundle-\(UUID()).pem")
        try Data((systemBundle + pem("twin")).utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        for (bundle, isTrusted) in [(file.path, true), ("\(certificates)/authority.pem", false)] {
            let transport = HTTPTransport(
                TransportConfiguration(environment: ["https_proxy": proxy.url, "SSL_CERT_FILE": bundle])
            )
            let message = HTTPRequest(method: .get, scheme: "https", authority: "localhost", path: "/")
            if isTrusted {
                #expect(try await transport.send(message).body == Array("inspected".utf8))
            } else {
                #expect(try await transport.failure(message).kind == .certificate)
            }
        }
    }
}
