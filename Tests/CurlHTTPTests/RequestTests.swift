import CurlHTTP
import HTTPTypes
import LoopbackServer
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A request` {
    let transport = HTTPTransport()

    @Test(arguments: [
        "/", "/a/../b//c", "/%7e%2F%zz", "/?", "/x?a=b&&=c&d=%20+", "/a;b=c,d'(e)!*$|\"<>^`{}\\",
    ])
    func `target is sent byte for byte`(path: String) async throws {
        let server = try LoopbackServer { _ in .response(200) }
        _ = try await transport.send(request(to: server, path))
        #expect(server.requests.map(\.target) == [path])
    }

    @Test func `without a path asks for the root`() async throws {
        let server = try LoopbackServer { _ in .response(200) }
        for path in [nil, "", "?a"] {
            _ = try await transport.send(
                HTTPRequest(method: .get, scheme: "http", authority: server.authority, path: path)
            )
        }
        #expect(server.requests.map(\.target) == ["/", "/", "/?a"])
    }

    @Test func `carries its own fields, a host and a length, and nothing else`() async throws {
        let server = try LoopbackServer { _ in .response(200) }
        var message = request(.post, to: server)
        message.headerFields.append(HTTPField(name: .authorization, value: "AWS4-HMAC-SHA256 a=b, c"))
        message.headerFields.append(HTTPField(name: .accept, value: "one"))
        message.headerFields.append(HTTPField(name: .accept, value: "two"))
        message.headerFields.append(HTTPField(name: .acceptLanguage, value: ""))
        _ = try await transport.send(message, body: Array("Action=X".utf8))
        let received = try #require(server.requests.first)
        #expect(
            received.fields.map { "\($0.name)=\($0.value)" } == [
                "host=\(server.authority)", "authorization=AWS4-HMAC-SHA256 a=b, c", "accept=one",
                "accept=two",
                "accept-language=", "content-length=8",
            ]
        )
        #expect(received.text == "Action=X")
    }

    @Test func `with a large body is not preceded by an expectation`() async throws {
        let server = try LoopbackServer { .response(200, body: String($0.body.count)) }
        let body = [UInt8](repeating: 0x5A, count: 3 << 20)
        let response = try await transport.send(request(.put, to: server), body: body)
        #expect(response.body == Array(String(3 << 20).utf8))
        #expect(server.requests.first?[field: "expect"] == nil)
        #expect(server.requests.first?[field: "content-type"] == nil)
    }

    @Test func `body may hold any byte`() async throws {
        let server = try LoopbackServer { _ in .response(200) }
        let body = (0..<512).map { UInt8(truncatingIfNeeded: $0) }
        _ = try await transport.send(request(.post, to: server), body: body)
        #expect(server.requests.first?.body == body)
    }

    @Test(
        arguments: [
            ("GET", "", nil), ("GET", "x", "1"), ("DELETE", "", nil), ("DELETE", "x", "1"), ("POST", "", "0"),
            ("PUT", "", "0"), ("PUT", "x", "1"), ("PATCH", "x", "1"), ("HEAD", "", nil), ("OPTIONS", "", nil),
            ("SEARCH", "x", "1"),
        ] as [(String, String, String?)]
    )
    func `of any method has a length where a body is expected`(
        method: String,
        body: String,
        length: String?
    ) async throws {
        let server = try LoopbackServer { $0.method == "HEAD" ? .head : .response(200) }
        let method = try #require(HTTPRequest.Method(method))
        let response = try await transport.send(request(method, to: server), body: Array(body.utf8))
        #expect(response.head.status == .ok)
        let received = try #require(server.requests.first)
        #expect(received.method == method.rawValue)
        #expect(received[field: "content-length"] == length)
        #expect(received.text == body)
    }

    @Test(
        arguments: [
            ("ftp", "h", "/", "scheme"), (nil, "h", "/", "scheme"), ("http", nil, "/", "no host"),
            ("http", "", "/", "no host"), ("http", "u:p@h", "/", "host"), ("http", "a b", "/", "host"),
            ("http", "h/x", "/", "host"), ("http", "h#", "/", "host"), ("http", "é", "/", "host"),
            ("http", "h", "x", "slash"), ("http", "h", "/a b", "path"), ("http", "h", "/a#b", "path"),
            ("http", "h", "/é", "path"), ("http", "h:99999", "/", ""), ("http", "[::1", "/", ""),
        ] as [(String?, String?, String, String)]
    )
    func `that has no URL is refused and not sent`(
        scheme: String?,
        authority: String?,
        path: String,
        reason: String
    ) async throws {
        let message = HTTPRequest(method: .get, scheme: scheme, authority: authority, path: path)
        let error = try await transport.failure(message)
        #expect(error.kind == .invalidRequest)
        #expect(error.progress == .notSent)
        #expect(error.message.contains(reason))
        #expect(!error.description.contains("u:p"))
    }

    @Test func `never carries a line break out of its parts`() async throws {
        let server = try LoopbackServer { _ in .response(200) }
        for injection in ["\r\nX-Evil: 1", "\nX-Evil: 1", "\0X-Evil: 1"] {
            var message = request(to: server, "/" + injection)
            _ = try? await transport.send(message)
            message = request(to: server)
            message.authority = server.authority + injection
            _ = try? await transport.send(message)
            message.authority = server.authority
            message.headerFields[.userAgent] = "a" + injection
            _ = try? await transport.send(message)
        }
        #expect(server.requests.allSatisfy { $0[field: "x-evil"] == nil })
    }

    @Test(
        arguments: [
            ("Host", "elsewhere.example"), ("Content-Length", "7"), ("Transfer-Encoding", "chunked"),
        ]
    )
    func `whose fields contradict it is refused`(name: String, value: String) async throws {
        var message = HTTPRequest(method: .post, scheme: "http", authority: "127.0.0.1:1", path: "/")
        message.headerFields[try #require(HTTPField.Name(name))] = value
        let error = try await transport.failure(message, body: Array("four".utf8))
        #expect(error.kind == .invalidRequest)
        #expect(error.message.contains(name))
    }

    @Test(arguments: [("field", 2_000_000), ("target", 2_000_000), ("fields", 20_000)])
    func `whose head is longer than any server takes is refused, with its length, and not sent`(
        part: String,
        length: Int
    ) async throws {
        let server = try LoopbackServer { _ in .response(200) }
        let text = String(repeating: "x", count: length)
        var message = request(to: server, part == "target" ? "/" + text : "/")
        if part == "field" { message.headerFields[.userAgent] = text }
        if part == "fields" {
            for _ in 0..<100 { message.headerFields.append(HTTPField(name: .accept, value: text)) }
        }
        let error = try await transport.failure(message)
        #expect(error.kind == .invalidRequest)
        #expect(error.progress == .notSent)
        #expect(error.message.hasPrefix("the request's head has 2"), "\(error.message.prefix(200))")
        #expect(server.connectionCount == 0)
    }

    @Test func `may have a head of hundreds of kilobytes`() async throws {
        let server = try LoopbackServer { _ in .response(200) }
        var message = request(to: server)
        message.headerFields[.userAgent] = String(repeating: "x", count: 900_000)
        _ = try await transport.send(message)
        #expect(server.requests.first?[field: "user-agent"]?.count == 900_000)
    }

    @Test func `may name its host and length as they are`() async throws {
        let server = try LoopbackServer { _ in .response(200) }
        var message = request(.post, to: server)
        message.headerFields[try #require(HTTPField.Name("Host"))] = server.authority
        message.headerFields[.contentLength] = "4"
        _ = try await transport.send(message, body: Array("four".utf8))
        #expect(server.requests.first?.fields.map(\.name) == ["host", "content-length"])
    }
}

extension Reply {
    /// An answer to HEAD: a length and no body.
    static let head = Reply([.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n".utf8))])
}
