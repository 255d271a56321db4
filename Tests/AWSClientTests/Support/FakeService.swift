import CurlHTTP
import Logging
import LoopbackServer
import Platform

@testable import AWSClient

/// A service on the loopback interface that gives prepared replies in order, and a caller that calls it.
///
/// A request too many is answered with status 418, which no test expects.
final class FakeService: Sendable {
    let caller: ServiceCaller
    let time: ManualTime
    private let server: LoopbackServer
    private let lines = Lock<[String]>([])

    init(
        _ service: AWSService = .ec2,
        path: String = "/",
        credentials: (any CredentialsProvider)? = FakeProvider(.success(.long)),
        time: ManualTime = ManualTime(),
        maxAttempts: Int = 3,
        baseDelay: Duration = .seconds(1),
        random: Double = 0.5,
        replies: [Reply]
    ) throws {
        let next = Lock(0)
        server = try LoopbackServer { _ in
            let index = next.withLock { next in
                next += 1
                return next - 1
            }
            return index < replies.count ? replies[index] : .response(418)
        }
        self.time = time
        caller = ServiceCaller(
            service: service,
            endpoint: ServiceEndpoint(
                scheme: "http",
                authority: server.authority,
                path: path,
                signingRegion: "eu-west-1"
            ),
            credentials: credentials,
            transport: HTTPTransport(),
            settings: CallSettings(
                retryPolicy: RetryPolicy(
                    maxAttempts: maxAttempts,
                    baseDelay: baseDelay,
                    maxDelay: .seconds(120)
                ),
                transferOptions: TransferOptions(totalTimeout: .seconds(20)),
                userAgent: "test/1",
                time: time.source,
                random: { random },
                logger: Logger(label: "test") { [lines] _ in
                    CollectingLogHandler { line in lines.withLock { $0.append(line) } }
                }
            )
        )
    }

    var authority: String { server.authority }
    /// What it was asked so far.
    var requests: [ReceivedRequest] { server.requests }
    /// The forms that it was sent so far.
    var forms: [String] { server.requests.map(\.text) }

    /// The messages logged so far.
    var log: [String] { lines.withLock { $0 } }

    var ec2: EC2Client { EC2Client(caller) }
    var sts: STSClient { STSClient(caller) }
    var autoScaling: AutoScalingClient { AutoScalingClient(caller) }
}

extension Reply {
    /// An answer of EC2 from the fixtures.
    static func fixture(_ name: String, status: Int = 200, _ fields: [(String, String)] = []) throws -> Reply
    {
        try .bytes(status, fields, body: Fixture.bytes("\(name).xml"))
    }

    /// An answer whose body needn't be text.
    static func bytes(_ status: Int, _ fields: [(String, String)] = [], body: [UInt8]) -> Reply {
        var head = "HTTP/1.1 \(status) Status\r\nContent-Length: \(body.count)\r\nContent-Type: text/xml\r\n"
        for (name, value) in fields { head += "\(name): \(value)\r\n" }
        return Reply([.send(Array((head + "\r\n").utf8) + body)])
    }

    /// A refusal in EC2's envelope.
    static func refusal(_ code: String, _ status: Int, _ fields: [(String, String)] = []) -> Reply {
        .response(
            status,
            fields,
            body: "<Response><Errors><Error><Code>\(code)</Code><Message>m</Message></Error></Errors>"
                + "<RequestID>r-1</RequestID></Response>"
        )
    }

    static var throttled: Reply { refusal("RequestLimitExceeded", 503) }
    static var reset: Reply { Reply([.reset]) }
    static var volumes: Reply { get throws { try fixture("DescribeVolumes.two") } }
    static var snapshot: Reply { get throws { try fixture("CreateSnapshot.pending") } }
}

/// The filter that the tests describe volumes with.
let attached = [Filter.attached(toInstance: "i-0123456789abcdef0")]

/// The error that the closure throws; nil when it throws none.
func failure<Value>(
    of call: () async throws(AWSClientError) -> Value
) async -> AWSClientError? {
    do throws(AWSClientError) {
        _ = try await call()
        return nil
    } catch {
        return error
    }
}

extension AWSClientError {
    /// The code, if AWS refused.
    var code: String? {
        if case .service(let error) = self { error.code.rawValue } else { nil }
    }
}

struct CollectingLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace
    let collect: @Sendable (String) -> Void

    init(_ collect: @escaping @Sendable (String) -> Void) { self.collect = collect }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        collect("\(event.level) \(event.message)")
    }
}
