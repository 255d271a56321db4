import ArgumentParser
import LocalAWS
import Logging

/// `local-aws up`: serves until it is told to stop.
struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Start the cloud and serve it until Ctrl-C.",
        discussion: """
            Prints the address first, then the variables that point an AWS client to it: the AWS CLI, boto3, Terraform \
            or an SDK need nothing else. Each call is logged to standard error, one line a call.

            Any well-formed image can be launched, so that scripts made for AWS work as they are, but for \
            ami-00000000000000000, which is never there: with it a group's launches fail.
            """
    )

    @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("The port to listen on; 0 takes a free one.", valueName: "number"))
    var port = 4566

    @Option(
        help: ArgumentHelp(
            """
            Keep the cloud in this file, and go on with what is in it. Without it nothing is kept. Ctrl-C loses nothing; a \
            kill or a power cut loses at most the last tenth of a second and three times what writing the file takes: \
            some milliseconds for a small cloud, some tenths of a second for 2 MB. An empty file beside it, ending in \
            .lock, keeps others from it.
            """,
            valueName: "path"
        )
    )
    var stateFile: String?

    @Flag(name: .shortAndLong, help: "Log no calls.")
    var quiet = false

    @OptionGroup var cloud: CloudOptions

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("The port is a number from 0 to 65535.")
        }
    }

    func run() async throws {
        var configuration = cloud.configuration()
        configuration.host = host
        configuration.port = port
        configuration.stateFile = stateFile
        var logger = Logger(label: "local-aws") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = quiet ? .warning : .info
        let (address, calls) = (configuration, logger)
        let ending = stateFile.map { "Ctrl-C stops it; everything is kept in \($0)." }
        try await untilInterrupted {
            try await explainingListenErrors(on: address) {
                try await withEmulator(address, logger: calls) { emulator in
                    Console.write(Self.welcome(url: emulator.url, region: address.region, ending: ending))
                    try await Task.sleep(for: .seconds(Int32.max))
                }
            }
        }
    }

    /// The address alone in the first line, for scripts; then what a person needs to know.
    private static func welcome(url: String, region: String, ending: String?) -> String {
        """
        local-aws listens on \(url)

        Use it from another terminal, with any AWS client:

          export AWS_ENDPOINT_URL=\(url)
          export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
          export AWS_REGION=\(region) AWS_DEFAULT_REGION=\(region)

          aws ec2 describe-volumes

        \(ending ?? "Ctrl-C stops it; nothing is kept.")

        """
    }
}
