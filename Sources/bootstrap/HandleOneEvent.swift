internal import AWSClient
internal import CurlHTTP
internal import JSON
internal import LambdaRuntime
internal import Logging
internal import Platform
internal import SnapAndTag

/// Handles the event in the file (`-`: standard input), prints the report, and says whether all went well. The log goes
/// to standard error; metrics, which are Lambda's to take up, are left out.
func handleOneEvent(from path: String, environment: Environment) async -> Bool {
    let errors = LineWriter.standardError
    let logger = Logger.lambda(label: "snap-and-tag", environment: environment, writer: errors)
    do {
        let event = try readEvent(from: path)
        let configuration = try AWSConfiguration.resolve(environment: environment)
        let caller = try makeCaller(
            configuration: configuration,
            transport: HTTPTransport(configuration.transportConfiguration),
            logger: logger
        )
        let function = try makeFunction(environment: environment, caller: caller, writeMetrics: nil)
        let context = InvocationContext(
            requestID: "command-line",
            deadline: TimeSource.system.now() + timeLimit,
            logger: logger
        )
        let report = try await function.handle(event, context: context)
        if LineWriter.standardOutput.write(try JSON.parse(report).text(.pretty)) { return true }
        errors.write("bootstrap: the event was handled, but the report can't be written to standard output")
        return false
    } catch {
        let message = (error as? any ReportableError)?.errorMessage ?? "\(error)"
        errors.write("bootstrap: \(message)")
        return false
    }
}

/// A person at a terminal has more patience than Lambda's default of three seconds.
private let timeLimit = Duration.seconds(300)

/// Lambda hands over at most 6 MB.
private let eventSizeLimit = 6 * 1_024 * 1_024

private func readEvent(from path: String) throws(FileError) -> [UInt8] {
    if path == "-" { return try readStandardInput(limit: eventSizeLimit) }
    return try readFile(path, limit: eventSizeLimit)
}
