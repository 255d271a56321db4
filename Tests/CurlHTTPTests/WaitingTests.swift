import CurlHTTP
import Glibc
import HTTPTypes
import LoopbackServer
import Platform
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Waiting for a connection` {
    /// A transport that opens one connection to each host.
    private let transport: HTTPTransport

    init() {
        var configuration = TransportConfiguration()
        configuration.connectionLimitPerHost = 1
        transport = HTTPTransport(configuration)
    }

    /// A server that takes that long over `/slow` and answers everything else at once.
    private func server(slowness: Duration = .seconds(30)) throws -> LoopbackServer {
        try LoopbackServer { received in
            let reply = Reply.response(200)
            return received.target == "/slow" ? reply.delayed(by: slowness) : reply
        }
    }

    /// A transfer that has the server's only connection.
    private func occupy(_ server: LoopbackServer) async throws -> Task<TransportResponse, any Error> {
        let message = request(to: server, "/slow")
        let task = Task { try await transport.send(message) }
        try await eventually { server.requests.count == 1 }
        return task
    }

    @Test func `a transfer that is cancelled was not sent`() async throws {
        let server = try server()
        let first = try await occupy(server)
        let message = request(.post, to: server)
        let waiting = (0..<10).map { _ in Task { try await transport.send(message) } }
        try await Task.sleep(for: .milliseconds(100))
        for task in waiting {
            task.cancel()
            let error = await #expect(throws: TransportError.self) { try await task.value }
            #expect(error?.kind == .cancelled)
            #expect(error?.progress == .notSent)
        }
        first.cancel()
        _ = await first.result
        #expect(try await transport.send(message).head.status == .ok)
        #expect(server.requests.count == 2)
    }

    @Test func `one that is cancelled lets the others wait on`() async throws {
        let server = try server(slowness: .seconds(1))
        let first = try await occupy(server)
        let message = request(to: server)
        let waiting = (0..<10).map { _ in Task { try await transport.send(message) } }
        try await Task.sleep(for: .milliseconds(100))
        for task in waiting[..<5] { task.cancel() }
        for task in waiting[..<5] { await #expect(throws: TransportError.self) { try await task.value } }
        for task in waiting[5...] { #expect(try await task.value.head.status == .ok) }
        #expect(try await first.value.head.status == .ok)
        #expect(server.requests.count == 6)
        #expect(server.connectionCount == 1)
    }

    @Test func `the time limit on the whole passes, with nothing sent`() async throws {
        let server = try server()
        let first = try await occupy(server)
        let options = TransferOptions(totalTimeout: .milliseconds(300))
        let error = try await transport.failure(request(.post, to: server), options: options)
        #expect(error.kind == .timeout)
        #expect(error.progress == .notSent)
        #expect(error.code == 0)
        #expect(error.message == "no connection was free in time")
        first.cancel()
        _ = await first.result
        #expect(server.requests.count == 1)
    }

    @Test func `the time waited counts for the limit on the whole`() async throws {
        let server = try LoopbackServer { _ in .response(200).delayed(by: .seconds(4)) }
        let first = try await occupy(server)
        let options = TransferOptions(connectTimeout: .seconds(50), totalTimeout: .seconds(6))
        let error = try await transport.failure(request(to: server), options: options)
        #expect(error.kind == .timeout)
        #expect(error.progress == .maybeReceived)
        #expect(try await first.value.head.status == .ok)
    }

    @Test func `the time waited doesn't count for connecting`() async throws {
        let farewell = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        let server = try LoopbackServer { _ in Reply([.pause(.seconds(2)), .text(farewell), .close]) }
        let first = try await occupy(server)
        let options = TransferOptions(connectTimeout: .seconds(1), totalTimeout: .seconds(50))
        #expect(try await transport.send(request(to: server), options: options).head.status == .ok)
        #expect(try await first.value.head.status == .ok)
    }

    @Test func `other hosts aren't held up`() async throws {
        let busy = try server()
        let first = try await occupy(busy)
        let message = request(to: busy)
        let second = Task { try await transport.send(message) }
        let other = try server()
        #expect(try await transport.send(request(to: other)).head.status == .ok)
        // The other way round, the end of the first would let the second begin.
        for task in [second, first] {
            task.cancel()
            _ = await task.result
        }
        #expect(busy.requests.count == 1)
    }

    @Test func `the limit for all hosts together is kept`() async throws {
        var configuration = TransportConfiguration()
        configuration.connectionLimit = 2
        let transport = HTTPTransport(configuration)
        let requests = Lock((now: 0, most: 0))
        let servers = try (0..<4).map { _ in
            try LoopbackServer { _ in
                requests.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                usleep(50_000)
                requests.withLock { $0.now -= 1 }
                return .response(200)
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<24 {
                let message = request(to: servers[number % 4])
                group.addTask { _ = try await transport.send(message) }
            }
            try await group.waitForAll()
        }
        #expect(requests.withLock { $0.most } <= 2)
        #expect(servers.map(\.requests.count) == [6, 6, 6, 6])
    }

    @Test func `a transfer goes on when the one before it fails`() async throws {
        let server = try LoopbackServer { received in
            received.target == "/slow" ? Reply([.pause(.milliseconds(300)), .reset]) : .response(200)
        }
        let first = try await occupy(server)
        #expect(try await transport.send(request(to: server)).head.status == .ok)
        await #expect(throws: TransportError.self) { try await first.value }
    }

    @Test func `shutting down ends what waits, unsent`() async throws {
        let server = try server()
        let first = try await occupy(server)
        let message = request(to: server)
        let waiting = (0..<10).map { _ in Task { try await transport.send(message) } }
        try await Task.sleep(for: .milliseconds(100))
        transport.shutDown()
        for task in waiting {
            let error = await #expect(throws: TransportError.self) { try await task.value }
            #expect(error?.kind == .cancelled)
            #expect(error?.progress == .notSent)
        }
        await #expect(throws: TransportError.self) { try await first.value }
        #expect(server.requests.count == 1)
    }
}
