import LocalAWS
import Logging

let port = CommandLine.arguments.last.flatMap { Int($0) } ?? 0
var logger = Logger(label: "x") { StreamLogHandler.standardError(label: $0) }
if CommandLine.arguments.contains("--quiet") { logger.logLevel = .error }
try await withEmulator(EmulatorConfiguration(port: port), logger: logger) { emulator in
    print("local-aws listens on \(emulator.url)")
    try await Task.sleep(for: .seconds(100_000))
}
