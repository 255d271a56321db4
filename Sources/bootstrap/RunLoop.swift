internal import AWSClient
internal import CurlHTTP
internal import Glibc
internal import LambdaRuntime
internal import Logging
internal import Platform

/// Runs the function under Lambda until the Runtime API ends it; then ends the process, since Lambda starts anew what
/// has ended with a status other than 0.
///
/// Log and metrics share one writer: each is a whole line of standard output, in order. All of it runs on the transport's
/// thread: an environment has little more than one processor at best, and nearly all that is done is sent or awaited.
func runLoop(environment: Environment) async -> Never {
    let output = LineWriter.standardOutput
    let logger = Logger.lambda(label: "snap-and-tag", environment: environment, writer: output)
    let transport = HTTPTransport(TransportConfiguration(environment: environment))
    let loop = Task.detached(executorPreference: transport.executor) {
        try await LambdaRuntime.run(environment: environment, transport: transport, logger: logger) {
            try makeFunction(
                environment: environment,
                configuration: try AWSConfiguration.resolve(environment: environment),
                transport: transport,
                logger: logger,
                writeMetrics: { output.write($0) }
            )
        }
    }
    _ = await loop.result
    exit(EXIT_FAILURE)
}
