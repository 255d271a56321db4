internal import AWSClient
internal import CurlHTTP
internal import Glibc
internal import LambdaRuntime
internal import Logging
internal import Platform

/// Has the function run under Lambda until the Runtime API ends it; then ends the process, since Lambda starts anew what
/// has ended with a status other than 0.
///
/// Log and metrics share one writer: each is a whole line of standard output, in order. All of it runs on the transport's
/// thread: an environment has little more than one processor at best, and nearly all that is done is sent or awaited. So
/// Swift's own threads aren't even started.
func startLoop(environment: Environment) {
    let output = LineWriter.standardOutput
    let logger = Logger.lambda(label: "snap-and-tag", environment: environment, writer: output)
    var configuration = TransportConfiguration(environment: environment)
    configuration.makeRoom(forInvocations: (try? RuntimeSettings(environment).maxConcurrency) ?? 1)
    let transport = HTTPTransport(configuration)
    Task.detached(executorPreference: transport.executor) {
        // The reason has been logged.
        try? await LambdaRuntime.run(environment: environment, transport: transport, logger: logger) {
            let caller = try makeCaller(
                configuration: try AWSConfiguration.resolve(environment: environment),
                transport: transport,
                logger: logger
            )
            let function = try makeFunction(environment: environment, caller: caller) { output.write($0) }
            return ConnectedFunction(function, caller, transport: transport, logger: logger)
        }
        exit(EXIT_FAILURE)
    }
}
