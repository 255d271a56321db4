import CurlHTTP
import Foundation
import HTTPTypes
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A time limit` {
    let transport = HTTPTransport(.trustingFixtures)

    @Test func `on connecting ends a TLS handshake that stalls, with nothing sent`() async throws {
        // Without TLS, the server waits for a line end that the client's hello doesn't have.
        let server = try LoopbackServer { _ in .response(200) }
        var message = request(to: server)
        message.scheme = "https"
        let error = try await transport.failure(
            message,
            options: TransferOptions(connectTimeout: .milliseconds(200))
        )
        #expect(error.kind == .timeout)
        #expect(error.progress == .notSent)
    }

    @Test func `on connecting ends a TCP handshake that stalls, with nothing sent`() async throws {
        let (port, sockets) = try fullListener()
        defer { for socket in sockets { close(socket) } }
        let message = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:\(port)", path: "/")
        let error = try await transport.failure(
            message,
            options: TransferOptions(connectTimeout: .milliseconds(200))
        )
        #expect(error.kind == .timeout)
        #expect(error.progress == .notSent)
    }

    @Test func `on the whole ends an answer that doesn't begin`() async throws {
        let server = try LoopbackServer { _ in .response(200).delayed(by: .seconds(30)) }
        let error = try await transport.failure(
            request(to: server),
            options: TransferOptions(connectTimeout: .seconds(50), totalTimeout: .seconds(3))
        )
        #expect(error.kind == .timeout)
        #expect(error.progress == .maybeReceived)
        #expect(error.origin == server.url)
    }

    @Test(arguments: ["HTTP/1.1 200 OK\r\nContent", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"])
    func `on the whole ends an answer that doesn't end`(text: String) async throws {
        let server = try LoopbackServer { _ in Reply([.text(text), .pause(.seconds(30))]) }
        let error = try await transport.failure(
            request(to: server),
            options: TransferOptions(connectTimeout: .seconds(50), totalTimeout: .seconds(3))
        )
        #expect(error.kind == .timeout)
        #expect(error.progress == .maybeReceived)
    }

    @Test func `that isn't set lets an answer come late`() async throws {
        let server = try LoopbackServer { _ in .response(200).delayed(by: .seconds(5)) }
        let options = TransferOptions(connectTimeout: .seconds(4), totalTimeout: nil)
        #expect(try await transport.send(request(to: server), options: options).head.status == .ok)
    }

    @Test func `of nothing or less is still a limit`() async throws {
        let server = try LoopbackServer { _ in .response(200).delayed(by: .seconds(30)) }
        for limit in [Duration.zero, .seconds(-1)] {
            let options = TransferOptions(totalTimeout: limit)
            #expect(try await transport.failure(request(to: server), options: options).kind == .timeout)
        }
    }

    /// A port whose listener accepts nobody, with its queue full, so that a further SYN stays unanswered.
    private func fullListener() throws -> (port: UInt16, sockets: [Int32]) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listening = unsafe withUnsafeMutablePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, length) == 0 && listen(listener, 0) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        try #require(listening)
        let others = (0..<4).map { _ in
            let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
            unsafe withUnsafePointer(to: &address) {
                unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    _ = unsafe connect(other, $0, length)
                }
            }
            return other
        }
        return (UInt16(bigEndian: address.sin_port), [listener] + others)
    }
}
