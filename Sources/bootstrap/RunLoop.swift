internal import AWSClient
internal import CurlHTTP
internal import Glibc
internal import LambdaRuntime
internal import Logging
internal import Platform

/// Runs the function under Lambda until the Runtime API ends it; then ends the process, since Lambda starts anew what
/// has ended with a status other than 0.
///
/// Log and metrics share one writer: each is a whole line of standard output, in order.
func runLoop(environment: Environment) async -> Never {
    let output = LineWriter.standardOutput
    let logger = Logger.lambda(label: "snap-and-tag", environment: environment, writer: output)
    let transport = HTTPTransport(TransportConfiguration(environment: environment))
    do throws(RuntimeError) {
        try await LambdaRuntime.run(environment: environment, transport: transport, logger: logger) {
            try makeFunction(
                environment: environment,
                configuration: try AWSConfiguration.resolve(environment: environment),
                transport: transport,
                logger: logger,
                writeMetrics: { output.write($0) }
            )
        }
    } catch {
        exit(EXIT_FAILURE)
    }
}
