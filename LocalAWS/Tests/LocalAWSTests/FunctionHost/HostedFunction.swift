import Foundation
import SigV4

@testable import LocalAWS

/// Runs the script as a function and hands its execution environment to `body`.
func withFunction<Result: Sendable>(
    _ script: String,
    _ configure: (inout FunctionConfiguration) -> Void = { _ in },
    _ body: (ExecutionEnvironment) async throws -> Result
) async throws -> Result {
    let bootstrap = try FakeBootstrap(script)
    return try await withExecutionEnvironment(configuration(of: bootstrap, configure)) { environment in
        defer { withExtendedLifetime(bootstrap) {} }
        return try await body(environment)
    }
}

/// A function of ten seconds, long enough for a busy machine, with the credentials of the account's root.
func configuration(
    of bootstrap: FakeBootstrap,
    _ configure: (inout FunctionConfiguration) -> Void = { _ in }
) -> FunctionConfiguration {
    var configuration = FunctionConfiguration(
        bootstrap: bootstrap.path,
        credentials: Credentials(accessKeyID: "test", secretAccessKey: "test"),
        timeout: .seconds(10)
    )
    configure(&configuration)
    return configuration
}

extension InvocationResult {
    /// The payload as text.
    var text: String { String(decoding: payload, as: UTF8.self) }
    /// The log, a line each.
    var log: [String] { logLines.map(\.text) }
    /// The log without Lambda's own lines.
    var ownLog: [String] {
        log.filter { line in !["INIT_START", "START", "END", "REPORT"].contains { line.hasPrefix($0 + " ") } }
    }
    /// The line that begins REPORT.
    var report: String { log.last { $0.hasPrefix("REPORT ") } ?? "" }
}

extension ExecutionEnvironment {
    /// Invokes with a text.
    func invoke(_ event: String = "{}") async throws -> InvocationResult {
        try await invoke(event: Array(event.utf8))
    }
}

/// Whether a process with that ID exists.
func exists(_ processID: Int32) -> Bool {
    kill(processID, 0) == 0
}

/// Waits until no process has that ID; false when it is still there after ten seconds.
func isGone(_ processID: Int32) async throws -> Bool {
    for _ in 0..<200 {
        if !exists(processID) { return true }
        try await Task.sleep(for: .milliseconds(50))
    }
    return false
}
