import ArgumentParser

/// The command line of the emulator; a file a command.
@main
struct LocalAWSCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "local-aws",
        abstract:
            "AWS on this machine: Auto Scaling, EC2, SNS, SQS, Lambda, IAM, STS, CloudWatch, Logs and EventBridge.",
        discussion: """
            For trying snap-and-tag, and what else works with these services, without an account: "up" serves them to any \
            AWS client, "demo" shows a launch from the group to the snapshots, "invoke" runs a function on one event, and \
            "coverage" lists every action. Everything is in memory and gone when the command ends, unless "up" is given a \
            state file. Requests are checked as AWS checks them, signatures included; the access key "test" with the \
            secret "test" is the account's root.
            """,
        version: "0.1.0",
        subcommands: [UpCommand.self, DemoCommand.self, InvokeCommand.self, CoverageCommand.self]
    )
}
