import CurlHTTP
import HTTPTypes
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Cancelling a task` {
    let transport = HTTPTransport()

    @Test func `before it sends ends the transfer before it begins`() async throws {
        let server = try LoopbackServer { _ in .response(200) }
        let message = request(.post, to: server)
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return try await transport.send(message)
        }
        let error = await #expect(throws: TransportError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
        #expect(error?.progress == .notSent)
        _ = try await transport.send(message)
        #expect(server.requests.count == 1)
    }

    @Test func `during the transfer ends it at once`() async throws {
        let server = try LoopbackServer { _ in .response(200).delayed(by: .seconds(30)) }
        let message = request(.post, to: server)
        let task = Task { try await transport.send(message) }
        try await eventually { server.requests.count == 1 }
        let clock = ContinuousClock()
        let start = clock.now
        task.cancel()
        let error = await #expect(throws: TransportError.self) { try await task.value }
        #expect(clock.now - start < .seconds(5))
        #expect(error?.kind == .cancelled)
        #expect(error?.progress == .maybeReceived)
    }

    @Test func `after the transfer changes nothing`() async throws {
        let server = try LoopbackServer { _ in .response(200) }
        let message = request(to: server)
        let task = Task {
            let response = try await transport.send(message)
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return response
        }
        #expect(try await task.value.head.status == .ok)
        task.cancel()
        #expect(try await transport.send(message).head.status == .ok)
    }

    @Test func `at any moment ends each transfer once, one way or the other`() async throws {
        let server = try LoopbackServer { _ in .response(200).delayed(by: .milliseconds(1)) }
        let message = request(to: server)
        let (answered, cancelled) = await withTaskGroup(of: Bool.self, returning: (Int, Int).self) { group in
            for number in 0..<300 {
                group.addTask {
                    let task = Task {
                        do throws(TransportError) {
                            _ = try await transport.send(message)
                            return true
                        } catch {
                            #expect(error.kind == .cancelled)
                            return false
                        }
                    }
                    try? await Task.sleep(for: .microseconds(number * 37 % 3_000))
                    task.cancel()
                    return await task.value
                }
            }
            return await group.reduce(into: (0, 0)) { counts, answered in
                if answered { counts.0 += 1 } else { counts.1 += 1 }
            }
        }
        #expect(answered + cancelled == 300)
        #expect(try await transport.send(message).head.status == .ok)
    }
}
