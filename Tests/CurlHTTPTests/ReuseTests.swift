import CurlHTTP
import Dispatch
import HTTPTypes
import LoopbackServer
import Platform
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A kept connection` {
    let transport = HTTPTransport(.trustingFixtures)

    @Test(arguments: [nil, TLSIdentity("good")])
    func `serves one request after the other`(tls: TLSIdentity?) async throws {
        let server = try LoopbackServer(tls: tls) { _ in .response(200, body: "x") }
        for _ in 0..<5 { _ = try await transport.send(request(.post, to: server), body: [1]) }
        #expect(server.requests.map(\.connection) == [1, 1, 1, 1, 1])
    }

    @Test(arguments: [nil, TLSIdentity("good")], ["close", "cut", "reset"])
    func `that was closed while idle is replaced and no call fails`(
        tls: TLSIdentity?,
        end: String
    ) async throws {
        let server = try LoopbackServer(tls: tls) { received in
            let end: Reply.Step = end == "close" ? .close : end == "cut" ? .cut : .reset
            return Reply(
                Reply.response(200).steps
                    + (received.connection == 1 ? [.pause(.milliseconds(200)), end] : [])
            )
        }
        _ = try await transport.send(request(.post, to: server), body: [1])
        try await eventually { server.openConnectionCount == 0 }
        _ = try await transport.send(request(.post, to: server), body: [2])
        #expect(server.requests.map(\.connection) == [1, 2])
        #expect(server.requests.map(\.body) == [[1], [2]])
    }

    @Test(arguments: [nil, TLSIdentity("good")], ["GET", "POST"])
    func `that dies after taking a request loses it, and it isn't sent again`(
        tls: TLSIdentity?,
        method: String
    ) async throws {
        for end in [Reply.Step.close, .reset] {
            let server = try LoopbackServer(tls: tls) {
                $0.target == "/first" ? .response(200) : Reply([end])
            }
            let method = try #require(HTTPRequest.Method(method))
            _ = try await transport.send(request(to: server, "/first"))
            let body: [UInt8] = method == .post ? [1, 2, 3] : []
            let error = try await transport.failure(request(method, to: server, "/second"), body: body)
            #expect(error.kind == .connectionLost)
            #expect(error.progress == .maybeReceived)
            #expect(error.message.contains("not sent twice"))
            #expect(server.requests.map(\.target) == ["/first", "/second"])
            #expect(server.connectionCount == 1)
            // The next request isn't harmed.
            _ = try await transport.send(request(to: server, "/first"))
            #expect(server.connectionCount == 2)
        }
    }

    @Test func `that dies after taking a large request loses it likewise`() async throws {
        let server = try LoopbackServer { $0.target == "/first" ? .response(200) : Reply([.reset]) }
        _ = try await transport.send(request(to: server, "/first"))
        let body = [UInt8](repeating: 1, count: 5 << 20)
        let error = try await transport.failure(request(.put, to: server, "/second"), body: body)
        #expect(error.kind == .connectionLost)
        #expect(error.progress == .maybeReceived)
        #expect(server.connectionCount == 1)
    }

    @Test(arguments: [nil, TLSIdentity("good")], ["GET", "POST"])
    func `that dies after taking a request is replaced if the caller allows to send it again`(
        tls: TLSIdentity?,
        method: String
    ) async throws {
        let server = try LoopbackServer(tls: tls) { received in
            received.target == "/second" && received.connection == 1 ? Reply([.close]) : .response(200)
        }
        let method = try #require(HTTPRequest.Method(method))
        _ = try await transport.send(request(to: server, "/first"))
        let body: [UInt8] = method == .post ? [1, 2, 3] : []
        let response = try await transport.send(
            request(method, to: server, "/second"),
            body: body,
            options: .patient.with(\.resend, .untilAnswered)
        )
        #expect(response.head.status == .ok)
        #expect(server.requests.map(\.connection) == [1, 1, 2])
        #expect(server.requests.map(\.body) == [[], body, body])
    }

    @Test func `that dies within an answer loses the request, whatever the caller allows`() async throws {
        let server = try LoopbackServer { received in
            received.target == "/first" ? .response(200) : Reply([.text("HTTP/1.1 200 OK\r\nA: b"), .reset])
        }
        _ = try await transport.send(request(to: server, "/first"))
        let error = try await transport.failure(
            request(to: server),
            options: .patient.with(\.resend, .untilAnswered)
        )
        #expect(error.kind == .connectionLost)
        #expect(server.requests.count == 2)
    }

    @Test func `is left alone by a transfer that asks for a fresh one`() async throws {
        let server = try LoopbackServer { _ in .response(200) }
        _ = try await transport.send(request(to: server))
        _ = try await transport.send(request(to: server), options: .patient.with(\.freshConnection, true))
        #expect(server.requests.map(\.connection) == [1, 2])
    }

    @Test(arguments: [nil, TLSIdentity("good")])
    func `is dropped on demand, and one in use is not`(tls: TLSIdentity?) async throws {
        let gate = Gate()
        let server = try LoopbackServer(tls: tls) { received in
            if received.target == "/gate" { gate.wait() }
            return .response(200)
        }
        // Two connections are made, of which one stays in use.
        async let slow = transport.send(request(to: server, "/gate"))
        try await eventually { server.requests.count == 1 }
        _ = try await transport.send(request(to: server))
        #expect(server.requests.map(\.connection) == [1, 2])
        transport.closeIdleConnections()
        try await eventually { server.openConnectionCount == 1 }
        _ = try await transport.send(request(to: server))
        #expect(server.requests.map(\.connection) == [1, 2, 3])
        gate.open()
        #expect(try await slow.head.status == .ok)
        transport.closeIdleConnections()
        _ = try await transport.send(request(to: server))
        #expect(server.requests.map(\.connection) == [1, 2, 3, 4])
    }

    @Test func `is not used again when the wall clock says it was idle for too long`() async throws {
        let clock = ManualClock()
        var configuration = TransportConfiguration()
        configuration.time = TimeSource(now: clock.now, sleep: { _ in })
        let transport = HTTPTransport(configuration)
        let server = try LoopbackServer { _ in .response(200) }
        _ = try await transport.send(request(to: server))
        clock.advance(by: .seconds(19))
        _ = try await transport.send(request(to: server))
        clock.advance(by: .seconds(19))
        _ = try await transport.send(request(to: server))
        #expect(server.connectionCount == 1)
        clock.advance(by: .seconds(3_600))
        _ = try await transport.send(request(to: server))
        #expect(server.connectionCount == 2)
        clock.advance(by: .seconds(-7_200))
        _ = try await transport.send(request(to: server))
        #expect(server.requests.map(\.connection) == [1, 1, 1, 2, 2])
    }
}

/// A wall clock that a test moves by hand.
final class ManualClock: Sendable {
    private let time = Lock(Timestamp(secondsSinceEpoch: 1_790_000_000))

    var now: @Sendable () -> Timestamp { { self.time.withLock { $0 } } }

    func advance(by duration: Duration) {
        time.withLock { $0 = $0 + duration }
    }
}

/// Holds a server's thread up until a test opens it, or ten seconds have passed.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func wait() { _ = semaphore.wait(timeout: .now() + 10) }

    func open() { semaphore.signal() }
}
