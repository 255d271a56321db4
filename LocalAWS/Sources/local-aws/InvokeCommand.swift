import ArgumentParser
import LocalAWS
import Logging
import SigV4

/// `local-aws invoke`: one event, one function, and what came of it.
struct InvokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invoke",
        abstract: "Run a bootstrap on an event, in a cloud that holds the event's instance.",
        discussion: """
            Starts a cloud with the instance that the event names (in an SNS, SQS or EventBridge event, or a lifecycle \
            message) and its volumes, runs the function's bootstrap as Lambda does, through the Runtime API and with \
            Lambda's environment variables, and prints its log, its response, and the snapshots and tags that exist \
            then. Region and account are the event's.

            The exit status is 0 when the function succeeded, 1 when it failed.
            """
    )

    @Argument(
        help: ArgumentHelp("A file with the event's JSON; - reads standard input.", valueName: "event.json")
    )
    var event: String

    @Option(
        help: ArgumentHelp(
            "The function's executable. Without it: the one last built, beside local-aws or in the package.",
            valueName: "path"
        )
    )
    var bootstrap: String?

    @Option(help: ArgumentHelp("How many volumes the instance has.", valueName: "number"))
    var volumes = 2

    @Option(help: ArgumentHelp("How often the same event is delivered.", valueName: "number"))
    var `repeat` = 1

    @Option(help: ArgumentHelp("After how many seconds an invocation is killed.", valueName: "seconds"))
    var timeout = 30

    @Option(help: ArgumentHelp("The function's memory, in MB.", valueName: "megabytes"))
    var memory = 128

    @Option(
        name: .customLong("env"),
        help: ArgumentHelp(
            "A variable of the function's configuration; may be given again.",
            valueName: "name=value"
        )
    )
    var variables: [String] = []

    @Flag(help: "Show the log's long lines whole.")
    var fullLog = false

    @Flag(help: "Print one JSON document instead of text.")
    var json = false

    @OptionGroup var cloud: CloudOptions

    func validate() throws {
        guard (1...26).contains(volumes) else {
            throw ValidationError("The instance can have 1 to 26 volumes.")
        }
        guard (1...1_000).contains(`repeat`) else {
            throw ValidationError("--repeat is a number from 1 to 1000.")
        }
        guard (1...900).contains(timeout) else {
            throw ValidationError("Lambda's time limit is 1 to 900 seconds.")
        }
        guard (128...10_240).contains(memory) else {
            throw ValidationError("Lambda's memory is 128 to 10240 MB.")
        }
        for variable in variables where !variable.contains("=") {
            throw ValidationError("--env takes NAME=VALUE, not \(variable.debugDescription).")
        }
    }

    func run() async throws {
        let bytes = try EventFile.read(event)
        let subject: EventSubject
        do { subject = try EventSubject(of: bytes) } catch {
            throw Failure("Can't invoke a function with \(EventFile.name(of: event)): \(error.reason).")
        }
        let bootstrap = try BootstrapLocator.path(named: bootstrap)
        let outcome = try await untilInterrupted {
            try await perform(event: bytes, subject: subject, bootstrap: bootstrap)
        }
        // 128 and the number of SIGINT, as shells have it.
        guard let outcome else { throw ExitCode(130) }
        Console.write(json ? outcome.document() : outcome.text(fullLog: fullLog))
        if outcome.hasFailed { throw ExitCode(1) }
    }

    private func perform(
        event: [UInt8],
        subject: EventSubject,
        bootstrap: String
    ) async throws -> InvokeOutcome {
        let configuration = cloud.configuration(about: subject)
        return try await withEmulator(configuration, logger: Logger.silent) { emulator in
            if let instanceID = subject.instanceID {
                try emulator.cloud.addInstance(id: instanceID, volumes: volumes)
            }
            let function = function(bootstrap, in: configuration, endpoint: emulator.url)
            let results = try await withExecutionEnvironment(function) { environment in
                var results: [InvocationResult] = []
                for _ in 1...`repeat` { results.append(try await environment.invoke(event: event)) }
                return results
            }
            return InvokeOutcome(results, instanceID: subject.instanceID, in: emulator.cloud)
        }
    }

    private func function(
        _ bootstrap: String,
        in cloud: EmulatorConfiguration,
        endpoint: String
    ) -> FunctionConfiguration {
        let pairs = variables.map { variable in
            let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), String(parts[1]))
        }
        return FunctionConfiguration(
            bootstrap: bootstrap,
            credentials: Credentials(accessKeyID: "test", secretAccessKey: "test"),
            region: cloud.region,
            accountID: cloud.accountID,
            memorySize: memory,
            timeout: .seconds(timeout),
            variables: Dictionary(pairs) { _, last in last },
            endpointURL: endpoint,
            seed: cloud.seed
        )
    }
}

extension Logger {
    /// Says nothing: the function's own log is what counts.
    static let silent = Logger(label: "local-aws") { _ in SwiftLogNoOpLogHandler() }
}
