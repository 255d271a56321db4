import CurlHTTP
import Glibc
import HTTPTypes
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Tasks that prefer the transport's executor` {
    @Test func `send, wait and go on upon one thread, which is none of the others'`() async throws {
        let server = try LoopbackServer { _ in .response(200) }
        let message = request(to: server)
        let transport = HTTPTransport()
        let threads = try await Task(executorPreference: transport.executor) {
            var threads = [pthread_self()]
            _ = try await transport.send(message)
            threads.append(pthread_self())
            try await Task.sleep(for: .milliseconds(1))
            threads.append(pthread_self())
            return threads
        }.value
        #expect(Set(threads).count == 1)
        let elsewhere = await Task.detached { pthread_self() }.value
        #expect(threads[0] != elsewhere)
    }

    @Test func `side by side have each their own answer`() async throws {
        let server = try LoopbackServer { .response(200, body: $0.target) }
        let transport = HTTPTransport()
        let messages = (0..<100).map { request(to: server, "/\($0)") }
        let answers = try await Task(executorPreference: transport.executor) {
            try await withThrowingTaskGroup(of: (String?, [UInt8]).self) { group in
                for message in messages {
                    group.addTask { (message.path, try await transport.send(message).body) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }.value
        #expect(answers.count == 100)
        #expect(answers.allSatisfy { $0.0 == String(decoding: $0.1, as: UTF8.self) })
    }

    @Test func `have what they send on its way before the next one runs`() async throws {
        let server = try LoopbackServer { _ in .response(200) }
        let message = request(to: server)
        let transport = HTTPTransport()
        _ = try await transport.send(message)
        let hadArrived = try await Task(executorPreference: transport.executor) {
            // Over the connection that is open. The sender comes first, then the one that keeps the thread.
            async let answer = transport.send(message)
            async let hadArrived = keepingTheThread { server.requests.count == 2 }
            _ = try await answer
            return await hadArrived
        }.value
        #expect(hadArrived)
    }

    @Test func `are cancelled like any other`() async throws {
        let server = try LoopbackServer { _ in .response(200).delayed(by: .seconds(30)) }
        let message = request(to: server)
        let transport = HTTPTransport()
        let task = Task(executorPreference: transport.executor) { try await transport.send(message) }
        try await eventually { server.requests.count == 1 }
        task.cancel()
        let error = await #expect(throws: TransportError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
    }

    @Test func `hear at once what the loop itself finds out, however quiet the network is`() async throws {
        let server = try LoopbackServer { _ in .response(200).delayed(by: .seconds(300)) }
        let message = request(to: server)
        var configuration = TransportConfiguration()
        configuration.connectionLimitPerHost = 1
        let transport = HTTPTransport(configuration)
        let occupying = Task {
            let options = TransferOptions(connectTimeout: .seconds(300), totalTimeout: nil)
            return try await transport.send(message, options: options)
        }
        try await eventually { server.requests.count == 1 }
        let waiting = Task(executorPreference: transport.executor) {
            await #expect(throws: TransportError.self) {
                try await transport.send(message, options: TransferOptions(totalTimeout: .seconds(1)))
            }
        }
        #expect(await waiting.value?.message == "no connection was free in time")
        occupying.cancel()
        _ = await occupying.result
    }

    @Test func `go on elsewhere when the transport is shut down`() async throws {
        let server = try LoopbackServer { _ in .response(200) }
        let message = request(to: server)
        for _ in 0..<20 {
            let transport = HTTPTransport()
            let kind = await Task(executorPreference: transport.executor) {
                transport.shutDown()
                await Task.yield()
                do throws(TransportError) {
                    _ = try await transport.send(message)
                    return TransportError.Kind?.none
                } catch {
                    await Task.yield()
                    return error.kind
                }
            }.value
            #expect(kind == .cancelled)
        }
    }

    @Test func `may be the last that hold the transport`() async throws {
        let server = try LoopbackServer { _ in .response(200) }
        let message = request(to: server)
        for _ in 0..<20 {
            let transport = HTTPTransport()
            let task = Task(executorPreference: transport.executor) { [transport] in
                _ = try await transport.send(message)
                return transport
            }
            #expect(try await task.value.send(message).head.status == .ok)
        }
        try await eventually { server.openConnectionCount == 0 }
    }
}

/// Whether the condition comes true while the thread does nothing else.
private func keepingTheThread(until condition: @Sendable () -> Bool) async -> Bool {
    let limit = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < limit {
        if condition() { return true }
        usleep(1_000)
    }
    return false
}
