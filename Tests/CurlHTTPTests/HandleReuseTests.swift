import CurlHTTP
import HTTPTypes
import LoopbackServer
import Platform
import Testing

/// An easy handle is used for one transfer of a route after another, and must bring nothing along.
@Suite(.timeLimit(.minutes(2)))
struct `A transfer after another on the same route` {
    let transport = HTTPTransport(.trustingFixtures)

    /// A request, and what the server has to see of it.
    struct Sent: Sendable, CustomTestStringConvertible {
        let method: String
        let body: String
        let length: String?

        var testDescription: String { "\(method) of \(body.utf8.count) bytes" }

        static let all = [
            Sent(method: "GET", body: "", length: nil), Sent(method: "GET", body: "query", length: "5"),
            Sent(method: "HEAD", body: "", length: nil), Sent(method: "POST", body: "", length: "0"),
            Sent(method: "POST", body: "Action=X", length: "8"),
            Sent(method: "POST", body: String(repeating: "long", count: 50_000), length: "200000"),
            Sent(method: "PUT", body: "", length: "0"), Sent(method: "PUT", body: "put", length: "3"),
            Sent(method: "DELETE", body: "", length: nil), Sent(method: "DELETE", body: "d", length: "1"),
            Sent(method: "OPTIONS", body: "", length: nil),
        ]
    }

    @Test(arguments: [nil, TLSIdentity("good")], Sent.all)
    func `sends its own method, target, fields and body, whatever was sent before`(
        tls: TLSIdentity?,
        before: Sent
    ) async throws {
        let server = try LoopbackServer(tls: tls) {
            $0.method == "HEAD" ? .head : .response(200, body: $0.target)
        }
        for after in Sent.all {
            for (sent, name) in [(before, "before"), (after, "after")] {
                let method = try #require(HTTPRequest.Method(sent.method))
                var message = request(method, to: server, "/" + name)
                message.headerFields[try #require(HTTPField.Name("X-" + name))] = name
                let response = try await transport.send(message, body: Array(sent.body.utf8))
                #expect(response.body == Array((sent.method == "HEAD" ? "" : "/" + name).utf8))
                let received = try #require(server.requests.last)
                #expect(received.method == sent.method)
                #expect(received.target == "/" + name)
                #expect(received.text == sent.body)
                var fields = ["host=\(server.authority)", "x-\(name)=\(name)"]
                if let length = sent.length { fields.append("content-length=\(length)") }
                #expect(received.fields.map { "\($0.name)=\($0.value)" } == fields)
            }
        }
        #expect(server.connectionCount == 1)
    }

    @Test func `speaks HTTP/1.1 after an answer in HTTP/1.0`() async throws {
        let server = try LoopbackServer { received in
            received.target == "/old"
                ? Reply([.text("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx"), .close]) : .response(200)
        }
        for target in ["/old", "/", "/old", "/"] {
            _ = try await transport.send(request(.post, to: server, target), body: [1])
        }
        #expect(server.requests.map(\.version) == ["HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.1"])
    }

    @Test func `has no time limit of one that had`() async throws {
        let server = try LoopbackServer {
            $0.target == "/slow" ? .response(200).delayed(by: .seconds(3)) : .response(200)
        }
        let short = TransferOptions(connectTimeout: .milliseconds(1_500), totalTimeout: .milliseconds(1_500))
        for _ in 0..<3 { _ = try? await transport.send(request(to: server), options: short) }
        let unlimited = TransferOptions(connectTimeout: .milliseconds(1_500), totalTimeout: nil)
        #expect(try await transport.send(request(to: server, "/slow"), options: unlimited).head.status == .ok)
    }

    @Test func `has its own time limit after one that had none`() async throws {
        let server = try LoopbackServer {
            $0.target == "/slow" ? .response(200).delayed(by: .seconds(30)) : .response(200)
        }
        _ = try await transport.send(request(to: server), options: .patient.with(\.totalTimeout, nil))
        let error = try await transport.failure(
            request(to: server, "/slow"),
            options: .patient.with(\.totalTimeout, .seconds(1))
        )
        #expect(error.kind == .timeout)
    }

    @Test func `opens a connection of its own only if it asks for that itself`() async throws {
        let server = try LoopbackServer { _ in .response(200) }
        for isFresh in [false, true, false, true, false, false] {
            _ = try await transport.send(
                request(to: server),
                options: .patient.with(\.freshConnection, isFresh)
            )
        }
        #expect(server.connectionCount == 3)
    }

    @Test func `is refused by its own limit of size only`() async throws {
        let server = try LoopbackServer { _ in .response(200, body: "0123456789") }
        for limit in [10, 9, 10, 0, 1_000] {
            let options = TransferOptions.patient.with(\.responseLimit, limit)
            if limit < 10 {
                let error = try await transport.failure(request(to: server), options: options)
                #expect(error.kind == .responseTooLarge)
            } else {
                let response = try await transport.send(request(to: server), options: options)
                #expect(response.body == Array("0123456789".utf8))
            }
        }
    }

    @Test func `is sent again only if it may be itself, whatever the one before might have been`()
        async throws
    {
        let server = try LoopbackServer { received in
            received.target == "/dies" ? Reply([.close]) : .response(200)
        }
        for _ in 0..<2 {
            _ = try await transport.send(
                request(.post, to: server),
                body: [1],
                options: .patient.with(\.resend, .untilAnswered)
            )
            let error = try await transport.failure(request(.post, to: server, "/dies"), body: [2])
            #expect(error.progress == .maybeReceived)
            #expect(error.message.contains("not sent twice"))
        }
        #expect(server.requests.map(\.target) == ["/", "/dies", "/", "/dies"])
    }

    @Test(arguments: [nil, TLSIdentity("good")])
    func `may be sent again however often others had to be`(tls: TLSIdentity?) async throws {
        let server = try LoopbackServer(tls: tls) { received in
            // What comes on the connection that was kept is lost with it.
            let number = String(received.connection)
            return received[field: "x-kept"] == number
                ? Reply([.close]) : .response(200, [("X-Connection", number)])
        }
        let name = try #require(HTTPField.Name("X-Connection"))
        for _ in 0..<12 {
            let first = try await transport.send(request(to: server))
            var message = request(.post, to: server, "/again")
            message.headerFields[try #require(HTTPField.Name("X-Kept"))] = first.head.headerFields[name]
            let response = try await transport.send(
                message,
                body: [1],
                options: .patient.with(\.resend, .untilAnswered)
            )
            #expect(response.head.status == .ok)
        }
        #expect(server.requests.count { $0.target == "/again" } == 24)
    }

    @Test func `tells its own failure, and how far it got itself`() async throws {
        let lost: @Sendable (ReceivedRequest) -> Reply = { received in
            switch received.target {
            case "/reset": Reply([.reset])
            case "/malformed": Reply([.text("HTTP/1.1 x\r\n\r\n"), .close])
            default: .response(200)
            }
        }
        let server = try LoopbackServer(lost)
        let (first, reset, malformed) = (
            request(.put, to: server), request(to: server, "/reset"), request(to: server, "/malformed")
        )
        let body = [UInt8](repeating: 1, count: 300_000)
        for _ in 0..<2 {
            _ = try await transport.send(first, body: body)
            #expect(try await transport.failure(reset).kind == .connectionLost)
            _ = try await transport.send(first, body: body)
            #expect(try await transport.failure(malformed).kind == .malformedResponse)
        }
        _ = try await transport.send(first, body: body)
    }

    @Test func `that has no connection any more has sent nothing, whatever the one before has sent`()
        async throws
    {
        let body = [UInt8](repeating: 1, count: 300_000)
        let message = try await {
            let server = try LoopbackServer { _ in .response(200) }
            let message = request(.put, to: server)
            for _ in 0..<2 { _ = try await transport.send(message, body: body) }
            return message
        }()
        let error = try await transport.failure(message, body: body)
        #expect(error.kind == .connection, "\(error)")
        #expect(error.progress == .notSent)
    }

    @Test func `shows nothing of a proxy's credentials to a server that is asked without it`() async throws {
        let proxy = try LoopbackServer { _ in .response(200, body: "by proxy") }
        let server = try LoopbackServer { _ in .response(200, body: "by server") }
        let transport = HTTPTransport(
            TransportConfiguration(environment: ["http_proxy": "http://user:hidden@\(proxy.authority)"])
        )
        for isDirect in [false, true, false, true] {
            let response = try await transport.send(
                request(to: server),
                options: .patient.with(\.proxy, isDirect ? .none : .fromEnvironment)
            )
            #expect(response.body == Array((isDirect ? "by server" : "by proxy").utf8))
        }
        #expect(proxy.requests.map { $0[field: "proxy-authorization"] != nil } == [true, true])
        #expect(server.requests.map { $0[field: "proxy-authorization"] } == [nil, nil])
        #expect(server.requests.map(\.target) == ["/", "/"])
    }

    @Test func `answers as itself while others of the route are under way or cancelled`() async throws {
        let server = try LoopbackServer { received in
            let reply = Reply.response(200, body: received.target)
            return received.target == "/slow" ? reply.delayed(by: .seconds(30)) : reply
        }
        for round in 0..<5 {
            let slow = Task { [transport] in try await transport.send(request(to: server, "/slow")) }
            try await eventually { server.requests.count { $0.target == "/slow" } == round + 1 }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<4 {
                    group.addTask {
                        let method: HTTPRequest.Method = number % 2 == 0 ? .post : .get
                        let response = try await transport.send(request(method, to: server, "/\(number)"))
                        #expect(response.body == Array("/\(number)".utf8))
                    }
                }
                try await group.waitForAll()
            }
            slow.cancel()
            let outcome = await slow.result
            #expect(throws: TransportError.self) { try outcome.get() }
        }
    }
}
