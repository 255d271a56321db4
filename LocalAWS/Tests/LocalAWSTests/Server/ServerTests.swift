import HTTPTypes
import Logging
import Platform
import Synchronization
import Testing

@testable import LocalAWS

@Suite(.timeLimit(.minutes(1))) struct `The server` {
    private let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func serving<Result: Sendable>(
        _ body: (RunningEmulator) async throws -> Result
    ) async throws -> Result {
        try await withEmulator(EmulatorConfiguration(), logger: silent, body)
    }

    /// A signed call as bytes.
    private func call(_ form: String, port: Int) throws -> [UInt8] {
        let authority = "127.0.0.1:\(port)"
        let request = try TestCloud.signed(form, region: "us-east-1", authority: authority)
        var text = "POST / HTTP/1.1\r\nHost: \(authority)\r\nContent-Length: \(request.body.count)\r\n"
        for field in request.head.headerFields { text += "\(field.name.rawName): \(field.value)\r\n" }
        return Array((text + "\r\n").utf8) + request.body
    }

    private func get(_ path: String, port: Int, headers: String = "") async throws -> String {
        try await RawConnection(port: port).exchange(
            "GET \(path) HTTP/1.1\r\nHost: localhost:\(port)\r\n\(headers)\r\n"
        )
    }

    private let describeVolumes = "Action=DescribeVolumes&Version=2016-11-15"

    @Test func `a signed call over a socket is answered with AWS's headers`() async throws {
        try await serving { emulator in
            #expect(emulator.url == "http://127.0.0.1:\(emulator.port)")
            let answer = try await RawConnection(port: emulator.port).exchange(
                call(describeVolumes, port: emulator.port)
            )
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.lowercased().contains("content-type: text/xml;charset=utf-8\r\n"))
            let id = try #require(answer.firstMatch(of: /<requestId>([0-9a-f-]{36})<\/requestId>/)).1
            #expect(answer.contains("x-amzn-RequestId: \(id)\r\n"))
            #expect(
                answer.firstMatch(of: /[Dd]ate: [A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT/) != nil
            )
        }
    }

    @Test func `servers run side by side, each with a cloud of its own`() async throws {
        try await serving { one in
            try await serving { other in
                try one.cloud.addInstance(id: "i-0123456789abcdef0", volumes: 2)
                #expect(one.port != other.port)
                let first = try await RawConnection(port: one.port).exchange(
                    call(describeVolumes, port: one.port)
                )
                let second = try await RawConnection(port: other.port).exchange(
                    call(describeVolumes, port: other.port)
                )
                #expect(first.contains("i-0123456789abcdef0"))
                #expect(!second.contains("i-0123456789abcdef0"))
            }
        }
    }

    @Test func `nobody listens when it is over, and a port that is taken is an error`() async throws {
        let port = try await serving { emulator in
            await #expect(throws: (any Error).self) {
                try await withEmulator(EmulatorConfiguration(port: emulator.port), logger: silent) { _ in }
            }
            return emulator.port
        }
        await #expect(throws: RawConnection.Failure.self) { try await RawConnection(port: port).connect() }
    }

    @Test func `an error of the body comes out`() async throws {
        struct Mishap: Error {}
        await #expect(throws: Mishap.self) { try await serving { _ in throw Mishap() } }
    }

    @Test(arguments: [
        "NONSENSE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n",
        "POST / HTTP/1.1\r\nHost\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
        "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\n%zz",
        "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n", "DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /?%ff=% HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET // HTTP/1.1\r\n\r\n",
    ])
    func `malformed input is refused and the next call answered`(input: String) async throws {
        try await serving { emulator in
            let refusal = try await RawConnection(port: emulator.port).exchange(input)
            #expect(refusal.isEmpty || refusal.hasPrefix("HTTP/1.1 4"), "\(refusal)")
            let answer = try await RawConnection(port: emulator.port).exchange(
                call(describeVolumes, port: emulator.port)
            )
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test func `a client that hangs up in the middle of its body harms nobody`() async throws {
        try await serving { emulator in
            let whole = try call(describeVolumes, port: emulator.port)
            for length in [1, 40, whole.count - 5] {
                try await RawConnection(port: emulator.port).send(Array(whole.prefix(length)))
            }
            let answer = try await RawConnection(port: emulator.port).exchange(
                call(describeVolumes, port: emulator.port)
            )
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test func `a body that is too long is refused by its length`() async throws {
        try await serving { emulator in
            let head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n\r\n"
            let answer = try await RawConnection(port: emulator.port).exchange(head)
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
            #expect(answer.contains("<Code>RequestEntityTooLarge</Code>"))
        }
    }

    @Test(arguments: [
        ("evil.example", false), ("evil.example:80", false), ("127.0.0.1.evil.example", false),
        ("localhost", true), ("LOCALHOST:4566", true), ("127.0.0.1:1", true), ("[::1]:4566", true),
        ("s3.localhost", true), ("192.168.1.7:4566", true), ("cafe", false), ("", false),
    ])
    func `only a local host is answered`(host: String, isAllowed: Bool) async throws {
        #expect(LocalHost(configured: "127.0.0.1").allows(host) == isAllowed)
    }

    @Test func `a request for another host gets nothing`() async throws {
        try await serving { emulator in
            let answer = try await RawConnection(port: emulator.port)
                .exchange("GET /_local/state HTTP/1.1\r\nHost: evil.example\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 403 "))
        }
    }

    @Test func `the control addresses tell health, state and time, and move the clock`() async throws {
        try await serving { emulator in
            try emulator.cloud.addInstance(id: "i-0123456789abcdef0", volumes: 1)
            let port = emulator.port
            #expect(try await get("/_local/health", port: port).contains(#""status":"running""#))
            let state = try await get("/_local/state", port: port)
            #expect(state.contains(#""id":"i-0123456789abcdef0""#))
            #expect(!state.lowercased().contains("secret"))
            let before = emulator.cloud.clock.now
            let body = #"{"advanceSeconds":3600}"#
            let moved = try await RawConnection(port: port).exchange(
                "POST /_local/clock HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            )
            #expect(moved.hasPrefix("HTTP/1.1 200 "))
            #expect(emulator.cloud.clock.now - before >= .seconds(3_600))
            let reset = try await RawConnection(port: port).exchange(
                "POST /_local/reset HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
            )
            #expect(reset.hasPrefix("HTTP/1.1 200 "))
            #expect(emulator.cloud.volumes(attachedTo: "i-0123456789abcdef0").isEmpty)
        }
    }

    @Test(arguments: [
        ("GET /_local/nothing", "", "404"), ("GET /_local/reset", "", "405"),
        ("POST /_local/state", "", "405"),
        ("POST /_local/clock", "", "400"), ("POST /_local/clock", #"{"advanceSeconds":-1}"#, "400"),
        ("POST /_local/clock", #"{"advanceSeconds":1e300}"#, "400"), ("POST /_local/clock", "[[[[", "400"),
    ])
    func `a control request that can't be is refused`(line: String, body: String, status: String) async throws
    {
        try await serving { emulator in
            let answer = try await RawConnection(port: emulator.port).exchange(
                "\(line) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            )
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
        }
    }

    @Test func `a page on the web controls nothing`() async throws {
        try await serving { emulator in
            let answer = try await get(
                "/_local/health",
                port: emulator.port,
                headers: "Origin: https://evil.example\r\n"
            )
            #expect(answer.hasPrefix("HTTP/1.1 403 "))
        }
    }

    @Test func `each call is one line of the log, whatever it is called`() async throws {
        let lines = LogLines()
        let logger = Logger(label: "test") { _ in lines.handler() }
        try await withEmulator(EmulatorConfiguration(), logger: logger) { emulator in
            let port = emulator.port
            _ = try await RawConnection(port: port).exchange(call(describeVolumes, port: port))
            _ = try await RawConnection(port: port).exchange(
                call("Action=A%0Ab&Version=2016-11-15", port: port)
            )
        }
        #expect(lines.all.count == 2)
        #expect(lines.all[0].wholeMatch(of: /ec2 DescribeVolumes root 200 \d+\.\d ms/) != nil, "\(lines.all)")
        #expect(
            lines.all[1].wholeMatch(
                of: /ec2 A\?b root 400 InvalidAction \d+\.\d ms: The action A b is not valid for .*/
            ) != nil,
            "\(lines.all)"
        )
    }

    @Test(
        arguments: [
            (
                "Action=RunInstances&ImageId=ami-0123456789abcdef0&MinCount=1&MaxCount=1&KernelId=aki-1",
                "The parameter KernelId of RunInstances is not supported by local-aws."
            ),
            (
                "Action=DescribeVolumes&VolumeId.1=\(String(repeating: "x", count: 5_000))",
                "Value (\(String(repeating: "x", count: 233))…"
            ),
        ]
    )
    func `the line of a refusal ends with its reason, shortened`(form: String, reason: String) async throws {
        let lines = LogLines()
        let logger = Logger(label: "test") { _ in lines.handler() }
        try await withEmulator(EmulatorConfiguration(), logger: logger) { emulator in
            _ = try await RawConnection(port: emulator.port).exchange(
                call("\(form)&Version=2016-11-15", port: emulator.port)
            )
        }
        let line = try #require(lines.all.first)
        #expect(line.hasSuffix(" ms: \(reason)"), "\(line)")
    }

    @Test func `dates are those of HTTP`() {
        #expect(HTTPDateCache.text(of: TestCloud.noon) == "Thu, 15 Jan 2026 12:00:00 GMT")
    }
}

/// Keeps what is logged.
private final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func handler() -> Handler { Handler(lines: self) }

    struct Handler: LogHandler {
        let lines: LogLines
        var logLevel = Logger.Level.info
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            lines.lines.withLock { $0.append(event.message.description) }
        }
    }
}
