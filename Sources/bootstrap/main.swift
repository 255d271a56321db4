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
    startLoop(environment: environment)
    sleepUntilTheEnd()
case .event(let path):
    Task.detached {
        exit(await handleOneEvent(from: path, environment: environment) ? EXIT_SUCCESS : EXIT_FAILURE)
    }
    sleepUntilTheEnd()
case .misuse(let problem):
    LineWriter.standardError.write("bootstrap: \(problem)\n\n\(Command.usage)")
    exit(EX_USAGE)
}

/// Has the main thread sleep while the program's one root task runs, which ends the process.
///
/// With `await` in `main` the main thread would serve the main actor, on which nothing runs: libdispatch would end that
/// thread, for which glibc loads an unwinder, and start two others in its place.
func sleepUntilTheEnd() -> Never {
    while true { pause() }
}
