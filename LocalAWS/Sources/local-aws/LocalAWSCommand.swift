import ArgumentParser

/// The command line of the emulator; a file a command.
@main
struct LocalAWSCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "local-aws",
        abstract:
            "AWS on this machine: EC2, STS and a Lambda host, for trying snap-and-tag without an account.",
        discussion: """
            Everything is in memory and gone when the command ends. Requests are checked as AWS checks them, signatures \
            included; the access key "test" with the secret "test" is the account's root.
            """,
        version: "0.1.0",
        subcommands: [UpCommand.self, DemoCommand.self, InvokeCommand.self, CoverageCommand.self]
    )
}
