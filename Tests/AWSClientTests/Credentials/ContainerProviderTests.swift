import CurlHTTP
import Foundation
import LoopbackServer
import Platform
import SigV4
import Testing

@testable import AWSClient

@Suite(.timeLimit(.minutes(1))) struct `The container endpoint` {
    private let transport = HTTPTransport()
    private let clock = SteppedClock()

    @Test func `is asked at the full URI, with the token, and past any proxy`() async throws {
        let server = try LoopbackServer { _ in .response(200, body: document("ASIA")) }
        let proxied = HTTPTransport(TransportConfiguration(environment: ["http_proxy": "http://127.0.0.1:1"]))
        let provider = ContainerProvider(
            [
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(server.url)/v2/credentials?id=1",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Bearer abc",
            ],
            transport: proxied,
            time: clock.source
        )
        let resolved = try await provider.resolve()
        let expected = Credentials(accessKeyID: "ASIA", secretAccessKey: "SECRET", sessionToken: "TOKEN")
        #expect(
            resolved == ResolvedCredentials(expected, expiration: SteppedClock.noon + .seconds(6 * 3_600))
        )
        let request = try #require(server.requests.first)
        #expect(request.method == "GET" && request.target == "/v2/credentials?id=1")
        #expect(request[field: "authorization"] == "Bearer abc")
        #expect(request[field: "accept"] == "application/json")
    }

    @Test func `reads the token's file anew each time, and goes by it before the variable`() async throws {
        try await withTemporaryFolder { folder in
            let server = try LoopbackServer { _ in .response(200, body: document("ASIA")) }
            let file = folder.appending(path: "token")
            let provider = provider([
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url,
                "AWS_CONTAINER_AUTHORIZATION_TOKEN": "variable",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": file.path,
            ])
            for token in ["one", "two"] {
                try Data(token.utf8).write(to: file)
                _ = try await provider.resolve()
            }
            #expect(server.requests.map { $0[field: "authorization"] } == ["one", "two"])
            #expect(server.requests.map(\.target) == ["/", "/"])
        }
    }

    @Test func `with a token's file that can't be read, or whose token breaks the line, fails`() async throws
    {
        let missing = provider([
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:1/",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/nonexistent",
        ])
        #expect(
            try await expectRefusal(of: missing, isFailure: true)
                == "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: Can't read /nonexistent: No such file or directory."
        )
        for token in ["SECRET\r\nX-Evil: 1", "SECRET\n", "SECRET\r"] {
            let broken = provider([
                "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:1/",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN": token,
            ])
            #expect(
                try await expectRefusal(of: broken, isFailure: true)
                    == "AWS_CONTAINER_AUTHORIZATION_TOKEN has a line break or another character"
                    + " that no header field has"
            )
        }
    }

    @Test func `is tried three times, a second apart`() async throws {
        let count = Lock(0)
        let server = try LoopbackServer { _ in
            let number = count.withLock {
                $0 += 1; return $0
            }
            return number < 3 ? .response(500) : .response(200, body: document("THIRD"))
        }
        let provider = provider(["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url])
        #expect(try await provider.resolve().credentials.accessKeyID == "THIRD")
        #expect(clock.sleeps == [.seconds(1), .seconds(1)])
    }

    @Test(arguments: [
        (
            Reply.response(503, body: #"{"code":"Busy","message":"come\nback"}"#),
            "it answered HTTP 503: Busy: come back"
        ),
        (Reply.response(429), "it answered HTTP 429"),
        (Reply.response(500, body: "SECRET"), "it answered HTTP 500"),
        (Reply.response(200, body: "SECRET"), "the answer is not a JSON object"),
        (
            Reply.response(200, body: #"{"AccessKeyId":"SECRET"}"#),
            "AccessKeyId is there, but SecretAccessKey is missing"
        ),
    ])
    func `that goes on failing fails, and says why without a secret`(
        reply: Reply,
        reason: String
    ) async throws {
        let server = try LoopbackServer { _ in reply }
        let provider = provider(["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url])
        #expect(try await expectRefusal(of: provider, isFailure: true) == "after 3 attempts, \(reason)")
        #expect(server.requests.count == 3)
    }

    @Test(arguments: [400, 401, 403, 404, 410])
    func `that refuses fails at once, and says why without a secret`(status: Int) async throws {
        let server = try LoopbackServer { request in
            let token = request[field: "authorization"] ?? ""
            return .response(status, body: #"{"code":"NoRole","message":"no\nrole for \#(token)"}"#)
        }
        let provider = provider([
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url,
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Bearer SECRETSECRETSECRET",
        ])
        #expect(
            try await expectRefusal(of: provider, isFailure: true)
                == "it answered HTTP \(status): NoRole: no role for [redacted]"
        )
        #expect(server.requests.count == 1)
        #expect(clock.sleeps.isEmpty)
    }

    @Test func `that isn't there fails, and doesn't leave it to the next provider`() async throws {
        let provider = provider(["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:1/"])
        let reason = try await expectRefusal(of: provider, isFailure: true)
        #expect(reason.hasPrefix("after 3 attempts, No answer from http://127.0.0.1:1"))
    }

    @Test func `is not configured without a URI`() async throws {
        let reason = try await expectRefusal(of: provider([:]), isFailure: false)
        #expect(reason == "AWS_CONTAINER_CREDENTIALS_FULL_URI is not set")
    }

    @Test(arguments: [
        "http://example.com/", "http://169.254.170.20/", "http://127.0.0.1.evil.example/", "http://[::2]/",
    ])
    func `may be on another machine only over https`(url: String) async throws {
        let reason = try await expectRefusal(
            of: provider(["AWS_CONTAINER_CREDENTIALS_FULL_URI": url]),
            isFailure: true
        )
        #expect(reason.contains("is not one of the hosts that a token may be sent to over http"))
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.255.0.9", true), ("localhost", true), ("::1", true),
        ("169.254.170.2", true),
        ("169.254.170.23", true), ("fd00:ec2::23", true), ("127.0.0.256", false), ("127.1", false),
        ("127.0.0.1.nip.io", false), ("128.0.0.1", false), ("169.254.169.254", false), ("", false),
    ])
    func `has these hosts for plain http`(host: String, isAllowed: Bool) {
        #expect(ContainerHosts.mayUsePlainHTTP(host) == isAllowed)
    }

    @Test func `that is no address is refused`() async throws {
        let provider = provider(["AWS_CONTAINER_CREDENTIALS_FULL_URI": "127.0.0.1/credentials"])
        let reason = try await expectRefusal(of: provider, isFailure: true)
        #expect(reason.hasPrefix("AWS_CONTAINER_CREDENTIALS_FULL_URI: it has no scheme"))
    }

    @Test func `at a relative URI is the ECS agent, whatever the full URI says`() async throws {
        // The agent's address can't be reached from here; what can be seen is that nobody else was asked.
        let server = try LoopbackServer { _ in .response(200, body: document("WRONG")) }
        let provider = provider([
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "no slash",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url,
        ])
        let reason = try await expectRefusal(of: provider, isFailure: true)
        #expect(
            reason.hasPrefix("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: its host is '169.254.170.2no slash'")
        )
        #expect(server.requests.isEmpty)
    }

    private func provider(_ environment: Environment) -> ContainerProvider {
        // A test's server may be slow where many tests run at once.
        ContainerProvider(environment, transport: transport, time: clock.source, timeout: .seconds(30))
    }
}
