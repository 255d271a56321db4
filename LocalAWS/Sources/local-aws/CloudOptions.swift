import ArgumentParser
import LocalAWS

/// Options of every command that starts a cloud.
struct CloudOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The region of the cloud.", valueName: "name"))
    var region: String?

    @Option(help: ArgumentHelp("The account that everything belongs to, 12 digits.", valueName: "digits"))
    var account: String?

    @Option(
        help: ArgumentHelp("The same seed and the same calls make the same identifiers.", valueName: "number")
    )
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp(
            "How many times as fast as the machine's the cloud's time runs: retries, time-outs and state changes.",
            valueName: "factor"
        )
    )
    var timeScale = 1.0

    @Option(
        help: ArgumentHelp("How long every call takes besides, as over a network.", valueName: "milliseconds")
    )
    var latency = 0

    @Option(
        help: ArgumentHelp(
            "How long new instances, volumes and snapshots of EC2 are found by no call: its eventual consistency.",
            valueName: "milliseconds"
        )
    )
    var visibilityDelay = 0

    @Option(
        help: ArgumentHelp(
            """
            How long a snapshot is pending, in the cloud's time. With more than a minute and a volume's 15 seconds between \
            snapshots, the limit of pending ones can be met.
            """,
            valueName: "seconds"
        )
    )
    var snapshotTime = 2.0

    @Flag(help: "Stop functions between invocations, as Lambda does.")
    var freeze = false

    @Option(
        help: "Throttle EC2's calls with the token buckets that AWS documents: aws or off.",
        transform: Self.throttling
    )
    var throttling = Throttling.off

    @Option(
        name: .customLong("fault"),
        help: ArgumentHelp(
            """
            Let calls go wrong; may be given again. For example ec2:CreateSnapshot,nth=2,error=InternalError:500 or \
            ec2:*,probability=0.1,reset,after.
            """,
            valueName: "rule"
        ),
        transform: { try FaultRule($0) }
    )
    var faults: [FaultRule] = []

    private static func throttling(_ text: String) throws -> Throttling {
        guard let throttling = Throttling(rawValue: text) else {
            throw ValidationError("--throttling is aws or off, not \(text.debugDescription).")
        }
        return throttling
    }

    func validate() throws {
        guard timeScale > 0, timeScale <= 1_000_000 else {
            throw ValidationError("--time-scale is a number above 0, at most 1000000.")
        }
        guard (0...60_000).contains(latency) else {
            throw ValidationError("--latency is a number of milliseconds from 0 to 60000.")
        }
        guard (0...3_600_000).contains(visibilityDelay) else {
            throw ValidationError("--visibility-delay is a number of milliseconds from 0 to 3600000.")
        }
        guard (0...86_400).contains(snapshotTime) else {
            throw ValidationError("--snapshot-time is a number of seconds from 0 to 86400.")
        }
    }

    /// The emulator's configuration; what the command line leaves open is taken from the event, if there is one.
    func configuration(about subject: EventSubject? = nil) -> EmulatorConfiguration {
        var configuration = EmulatorConfiguration(seed: seed)
        if let region = region ?? subject?.region { configuration.region = region }
        if let account = account ?? subject?.accountID { configuration.accountID = account }
        if timeScale != 1 { configuration.clock = .scaled(timeScale) }
        configuration.latency = .milliseconds(latency)
        configuration.timings.visibilityDelay = .milliseconds(visibilityDelay)
        configuration.timings.snapshotCompletion = .milliseconds(Int64(snapshotTime * 1_000))
        configuration.freezesFunctions = freeze
        configuration.throttling = throttling
        configuration.faults = faults
        if let python = ProgramSearch.path(of: "python3") { configuration.python = python }
        return configuration
    }
}
