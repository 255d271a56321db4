internal import CurlHTTP
internal import Glibc
internal import Platform

let environment = Environment.ofProcess()
CurlGlobal.initialise()

switch Command(arguments: Array(CommandLine.arguments.dropFirst()), environment: environment) {
case .help:
    LineWriter.standardOutput.write(Command.usage)
case .version:
    LineWriter.standardOutput.write("snap-and-tag \(Command.versionNumber)")
case .runtimeLoop:
    untilItEnds { await runLoop(environment: environment) }
case .event(let path):
    untilItEnds {
        exit(await handleOneEvent(from: path, environment: environment) ? EXIT_SUCCESS : EXIT_FAILURE)
    }
case .misuse(let problem):
    LineWriter.standardError.write("bootstrap: \(problem)\n\n\(Command.usage)")
    exit(EX_USAGE)
}

/// Runs the program's one root task, which ends the process, while the main thread sleeps.
///
/// With `await` in `main` the main thread would serve the main actor, on which nothing runs: libdispatch would end that
/// thread, for which glibc loads an unwinder, and start two others in its place.
func untilItEnds(_ operation: @escaping @concurrent @Sendable () async -> Never) -> Never {
    Task.detached(operation: operation)
    while true { pause() }
}
