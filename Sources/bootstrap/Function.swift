internal import AWSClient
internal import CurlHTTP
internal import Glibc
internal import JSON
internal import LambdaRuntime
internal import Logging
internal import Platform
internal import SnapAndTag

/// Runs the function under Lambda until the Runtime API ends it; then ends the process, since Lambda starts anew what
/// has ended with a status other than 0.
func runLoop(environment: Environment) async -> Never {
    let output = LineWriter.standardOutput
    let logger = Logger.lambda(label: "snap-and-tag", environment: environment, writer: output)
    let transport = HTTPTransport(TransportConfiguration(environment: environment))
    do throws(RuntimeError) {
        try await LambdaRuntime.run(environment: environment, transport: transport, logger: logger) {
            try makeFunction(environment: environment, transport: transport, logger: logger) {
                output.write($0)
            }
        }
    } catch {
        exit(EXIT_FAILURE)
    }
}

/// Handles the event in the file, prints the report, and says whether all went well. The log goes to standard error.
func handleOneEvent(from path: String, environment: Environment) async -> Bool {
    let errors = LineWriter.standardError
    let logger = Logger.lambda(label: "snap-and-tag", environment: environment, writer: errors)
    let transport = HTTPTransport(TransportConfiguration(environment: environment))
    do {
        let event =
            path == "-" ? try readStandardInput(limit: eventLimit) : try readFile(path, limit: eventLimit)
        let function = try makeFunction(
            environment: environment,
            transport: transport,
            logger: logger,
            writeMetrics: nil
        )
        let context = InvocationContext(
            requestID: "command-line",
            deadline: TimeSource.system.now() + .seconds(300),
            logger: logger
        )
        let report = try await function.handle(event, context: context)
        LineWriter.standardOutput.write(try JSON.parse(report).text(.pretty))
        return true
    } catch {
        let message = (error as? any ReportableError)?.errorMessage ?? "\(error)"
        errors.write("bootstrap: \(message)")
        return false
    }
}

/// Lambda hands over at most 6 MB.
private let eventLimit = 6 * 1_024 * 1_024

/// The function, wired to the AWS that the environment points to.
private func makeFunction(
    environment: Environment,
    transport: HTTPTransport,
    logger: Logger,
    writeMetrics: (@Sendable (String) -> Void)?
) throws -> SnapAndTag {
    let settings = try Settings(environment: environment)
    let configuration = try AWSConfiguration.resolve(environment: environment)
    let caller = ServiceCaller(
        service: .ec2,
        endpoint: try EndpointResolver(configuration).endpoint(for: .ec2),
        credentials: configuration.credentialsProvider(transport: transport),
        transport: transport,
        settings: CallSettings(
            retryPolicy: configuration.retryPolicy,
            userAgent: "snap-and-tag/\(Command.versionNumber)",
            logger: logger
        )
    )
    let metrics = settings.metricsNamespace.flatMap { namespace in
        writeMetrics.map { write in
            MetricsOutput(
                namespace: namespace,
                functionName: environment["AWS_LAMBDA_FUNCTION_NAME"] ?? "bootstrap",
                write: write
            )
        }
    }
    return SnapAndTag(
        procedure: SnapshotProcedure(ec2: EC2Client(caller), settings: settings),
        settings: settings,
        metrics: metrics
    )
}
