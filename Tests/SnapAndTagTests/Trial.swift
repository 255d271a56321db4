import AWSClient
import CurlHTTP
import JSON
import LambdaRuntime
import Logging
import Platform
import SigV4
import SnapAndTag
import Testing

/// The function, wired to a fake EC2 and to a clock that takes no time.
final class Trial: Sendable {
    let time: ManualTime
    private let function: SnapAndTag
    private let procedure: SnapshotProcedure
    private let lines = Lines()

    final class Lines: Sendable {
        let metrics = Lock<[String]>([])
        let log = Lock<[String]>([])
    }

    init(_ ec2: FakeEC2, port: Int? = nil, settings: Settings = Settings()) {
        time = ec2.time
        let caller = ServiceCaller(
            service: .ec2,
            endpoint: ServiceEndpoint(
                scheme: "http",
                authority: "127.0.0.1:\(port ?? ec2.port)",
                path: "/",
                signingRegion: "eu-west-1"
            ),
            credentials: FixedCredentials(),
            transport: HTTPTransport(),
            settings: CallSettings(time: time.source, random: { 0.5 })
        )
        procedure = SnapshotProcedure(
            ec2: EC2Client(caller),
            settings: settings,
            time: time.source,
            random: { 0.5 }
        )
        function = SnapAndTag(
            procedure: procedure,
            settings: settings,
            time: time.source,
            metrics: MetricsOutput(namespace: "SnapAndTag", functionName: "snap") { [lines] line in
                lines.metrics.withLock { $0.append(line) }
            }
        )
    }

    /// The lines of metrics so far.
    var metrics: [String] { lines.metrics.withLock { $0 } }
    /// The messages logged so far.
    var log: [String] { lines.log.withLock { $0 } }

    /// Runs the procedure for the instance of the fixtures.
    @discardableResult
    func run(within limit: Duration = .seconds(60)) async throws -> LaunchReport {
        let launch = Launch(
            instanceID: try #require(InstanceID("i-0a1b2c3d4e5f60718")),
            groupName: "web-asg",
            activityID: "7d862f1c-2f0b-41a9-9c55-0d7e7b6c2a10"
        )
        return try await procedure.run(launch, deadline: time.current + limit, logger: logger)
    }

    /// Has the function handle the event, and returns its answer.
    func handle(_ event: [UInt8], within limit: Duration = .seconds(60)) async throws -> JSON {
        let context = InvocationContext(
            requestID: "8f507cfc-xmpl-4697-b07a-ac58fc914c95",
            deadline: time.current + limit,
            logger: logger
        )
        return try JSON.parse(try await function.handle(event, context: context))
    }

    /// Has the function handle the event with that deadline, and returns its answer.
    func handle(_ event: JSON, until deadline: Timestamp) async throws -> JSON {
        let context = InvocationContext(requestID: "8f507cfc", deadline: deadline, logger: logger)
        return try JSON.parse(try await function.handle(event.serialized(), context: context))
    }

    /// Has the function handle the event, and returns its answer.
    func handle(_ event: JSON) async throws -> JSON {
        try await handle(event.serialized())
    }

    private var logger: Logger {
        let lines = lines
        return Logger(label: "test") { _ in
            CollectingLogHandler { message in lines.log.withLock { $0.append(message) } }
        }
    }
}

private struct FixedCredentials: CredentialsProvider {
    let name = "fixed"

    func resolve() async throws(CredentialsError) -> ResolvedCredentials {
        ResolvedCredentials(Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "not-a-secret"))
    }
}

private struct CollectingLogHandler: LogHandler {
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
