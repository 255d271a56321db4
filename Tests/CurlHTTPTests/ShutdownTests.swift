import CurlHTTP
import HTTPTypes
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Shutting a transport down` {
    @Test func `ends every transfer in flight, and all that come later`() async throws {
        let server = try LoopbackServer { _ in .response(200).delayed(by: .seconds(30)) }
        let message = request(to: server)
        let transport = HTTPTransport()
        let tasks = (0..<10).map { _ in Task { try await transport.send(message) } }
        try await eventually { server.requests.count == 10 }
        transport.shutDown()
        for task in tasks {
            let error = await #expect(throws: TransportError.self) { try await task.value }
            #expect(error?.kind == .cancelled)
            #expect(error?.progress == .maybeReceived)
        }
        let error = try await transport.failure(message)
        #expect(error.kind == .cancelled)
        #expect(error.progress == .notSent)
        transport.shutDown()
    }

    @Test func `is what letting go of it does, with its connections closed`() async throws {
        let server = try LoopbackServer { _ in .response(200) }
        var transport: HTTPTransport? = HTTPTransport()
        _ = try await transport?.send(request(to: server))
        #expect(server.openConnectionCount == 1)
        transport = nil
        try await eventually { server.openConnectionCount == 0 }
    }

    @Test func `while transfers begin loses none of them`() async throws {
        let server = try LoopbackServer { _ in .response(200) }
        let message = request(to: server)
        for _ in 0..<20 {
            let transport = HTTPTransport()
            let tasks = (0..<10).map { _ in
                Task {
                    do throws(TransportError) {
                        _ = try await transport.send(message)
                    } catch {
                        #expect(error.kind == .cancelled)
                    }
                }
            }
            transport.shutDown()
            for task in tasks { await task.value }
        }
    }

    @Test func `right after making it is fine`() {
        for _ in 0..<50 { _ = HTTPTransport() }
    }
}
