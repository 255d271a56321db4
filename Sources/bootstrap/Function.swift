internal import AWSClient
internal import CurlHTTP
internal import LambdaRuntime
internal import Logging
internal import Platform
internal import SnapAndTag

/// What calls EC2, of the AWS that the configuration points to.
///
/// - Throws: `ConfigurationError`, which names the setting.
func makeCaller(
    configuration: AWSConfiguration,
    transport: HTTPTransport,
    logger: Logger
) throws(ConfigurationError) -> ServiceCaller {
    ServiceCaller(
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
}

/// The function, wired to EC2.
///
/// - Parameter writeMetrics: Takes the lines of metrics; nil for none.
/// - Throws: `InvalidSetting`, which names the setting.
func makeFunction(
    environment: Environment,
    caller: ServiceCaller,
    writeMetrics: (@Sendable (String) -> Void)?
) throws -> SnapAndTag {
    let settings = try Settings(environment: environment)
    return SnapAndTag(
        procedure: SnapshotProcedure(ec2: EC2Client(caller), settings: settings),
        settings: settings,
        metrics: metricsOutput(settings, environment, writeMetrics)
    )
}

private func metricsOutput(
    _ settings: Settings,
    _ environment: Environment,
    _ write: (@Sendable (String) -> Void)?
) -> MetricsOutput? {
    guard let namespace = settings.metricsNamespace, let write else { return nil }
    return MetricsOutput(
        namespace: namespace,
        functionName: environment["AWS_LAMBDA_FUNCTION_NAME"] ?? "bootstrap",
        write: write
    )
}
