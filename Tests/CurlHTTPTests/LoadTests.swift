import CurlHTTP
import HTTPTypes
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `Under load` {
    @Test(arguments: [nil, TLSIdentity("good")])
    func `a hundred transfers go side by side`(tls: TLSIdentity?) async throws {
        let server = try LoopbackServer(tls: tls) {
            .response(200, body: $0.target).delayed(by: .seconds(1))
        }
        var configuration = TransportConfiguration.trustingFixtures
        configuration.connectionLimitPerHost = 100
        let transport = HTTPTransport(configuration)
        let clock = ContinuousClock()
        let start = clock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let response = try await transport.send(
                        request(to: server, "/\(number)"),
                        options: TransferOptions(connectTimeout: .seconds(60), totalTimeout: .seconds(90))
                    )
                    #expect(response.body == Array("/\(number)".utf8))
                }
            }
            try await group.waitForAll()
        }
        #expect(server.connectionCount <= 100)
        // One after the other they would take a hundred seconds.
        #expect(clock.now - start < .seconds(50))
    }

    @Test(arguments: [TransportConfiguration.HTTPVersion.http1, .http2], [nil, TLSIdentity("good")])
    func `more transfers than connections wait for one`(
        newest: TransportConfiguration.HTTPVersion,
        tls: TLSIdentity?
    ) async throws {
        let server = try LoopbackServer(tls: tls) { _ in .response(200) }
        var configuration = TransportConfiguration.trustingFixtures
        configuration.httpVersion = newest
        configuration.connectionLimitPerHost = 3
        let transport = HTTPTransport(configuration)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<60 {
                group.addTask { _ = try await transport.send(request(to: server)) }
            }
            try await group.waitForAll()
        }
        #expect(server.requests.count == 60)
        #expect(server.connectionCount <= 3)
    }

    @Test(arguments: [nil, TLSIdentity("good")])
    func `large bodies go both ways whole`(tls: TLSIdentity?) async throws {
        let server = try LoopbackServer(tls: tls) { received in
            Reply([
                .text("HTTP/1.1 200 OK\r\nContent-Length: \(received.body.count)\r\n\r\n"),
                .send(received.body),
            ])
        }
        let body = unsafe [UInt8](unsafeUninitializedCapacity: 12 << 20) { bytes, count in
            for index in 0..<(12 << 20) {
                unsafe bytes.initializeElement(
                    at: index,
                    to: UInt8(truncatingIfNeeded: index &* 2_654_435_761 >> 7)
                )
            }
            count = 12 << 20
        }
        let response = try await HTTPTransport(.trustingFixtures).send(request(.post, to: server), body: body)
        #expect(response.body == body)
    }

    @Test func `a thousand requests one after the other take seconds at most`() async throws {
        let server = try LoopbackServer { _ in .response(200, body: "x") }
        let transport = HTTPTransport()
        let clock = ContinuousClock()
        let start = clock.now
        for _ in 0..<1_000 { _ = try await transport.send(request(.post, to: server), body: [1]) }
        #expect(clock.now - start < .seconds(60))
        #expect(server.connectionCount == 1)
    }
}
