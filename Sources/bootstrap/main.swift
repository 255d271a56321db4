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
    await runLoop(environment: environment)
case .event(let path):
    exit(await handleOneEvent(from: path, environment: environment) ? EXIT_SUCCESS : EXIT_FAILURE)
case .misuse(let problem):
    LineWriter.standardError.write("bootstrap: \(problem)\n\n\(Command.usage)")
    exit(EX_USAGE)
}
