import ArgumentParser
import FoundationEssentials
import LocalAWS
import Logging

/// `local-aws demo`: the whole story in one command.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Build the whole chain, scale a group out, and watch the snapshots appear.",
        discussion: """
            Starts a cloud, makes a topic, a role, the function, its subscription, a launch template and an Auto Scaling \
            group in it, and has the group launch instances. A line is printed for everything that happens; in the end, \
            what there is. Nothing else is needed: no AWS client, no account, no network.

            The exit status is 0 when every instance got a snapshot of each of its volumes and the tag.
            """
    )

    @Option(
        help: ArgumentHelp(
            "The function's executable. Without it: the one last built, beside local-aws or in the package.",
            valueName: "path"
        )
    )
    var bootstrap: String?

    @Option(help: ArgumentHelp("How many instances are launched.", valueName: "number"))
    var instances = 1

    @Option(help: ArgumentHelp("How many volumes an instance has.", valueName: "number"))
    var volumes = 2

    @Option(help: ArgumentHelp("The function's memory, in MB.", valueName: "megabytes"))
    var memory = 128

    @Option(help: ArgumentHelp("How long to wait for the last tag.", valueName: "seconds"))
    var patience = 60

    @OptionGroup var cloud: CloudOptions

    func validate() throws {
        guard (1...100).contains(instances) else {
            throw ValidationError("--instances is a number from 1 to 100.")
        }
        guard (1...26).contains(volumes) else {
            throw ValidationError("An instance can have 1 to 26 volumes.")
        }
        guard (128...10_240).contains(memory) else {
            throw ValidationError("Lambda's memory is 128 to 10240 MB.")
        }
    }

    func run() async throws {
        let path = try BootstrapLocator.path(named: bootstrap)
        guard let content = FileManager.default.contents(atPath: path) else {
            throw Failure("The function \(path) can't be read.")
        }
        let zip = StoredZip(of: [UInt8](content), named: "bootstrap").bytes
        let configuration = cloud.configuration()
        let outcome = try await untilInterrupted {
            try await withEmulator(configuration, logger: Logger.silent) { try await tell(in: $0, zip: zip) }
        }
        // 128 and the number of SIGINT, as shells have it.
        guard let outcome else { throw ExitCode(130) }
        Console.write(outcome.text)
        if !outcome.isComplete { throw ExitCode(1) }
    }

    private func tell(in emulator: RunningEmulator, zip: [UInt8]) async throws -> DemoOutcome {
        let start = emulator.cloud.clock.now
        let timeline = Timeline(start: start)
        let notes = emulator.cloud.journal.notes()
        let watching = Task {
            for await note in notes { timeline.print(note) }
        }
        defer { watching.cancel() }
        let chain = ChainSetup(name: "snap-and-tag", in: emulator)
        try await chain.build(zip: zip, volumes: volumes, memorySize: memory, timeout: 60)
        let clock = ContinuousClock()
        let scaling = clock.now
        try await chain.scaleOut(to: instances)
        let end = scaling + .seconds(patience)
        while !isDone(emulator.cloud), clock.now < end {
            let count = emulator.cloud.changeCount
            if isDone(emulator.cloud) { break }
            await emulator.cloud.waitForChange(after: count, atMost: end - clock.now)
        }
        let took = clock.now - scaling
        let log = try await wholeLog(of: chain, until: end)
        return DemoOutcome(of: emulator.cloud, log: log, took: took, isComplete: isDone(emulator.cloud))
    }

    /// The log, once the last invocation has said goodbye: its REPORT comes after the last tag. There is an invocation for
    /// each launch, and one for the test notification.
    private func wholeLog(of chain: ChainSetup, until end: ContinuousClock.Instant) async throws -> [String] {
        var log = await chain.log()
        while log.count(where: { $0.hasPrefix("REPORT") }) <= instances, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(10))
            log = await chain.log()
        }
        return log
    }

    private func isDone(_ cloud: Cloud) -> Bool {
        let tagged = cloud.instances().filter { $0.tags.contains { $0.key == "Snapshots" } }
        return tagged.count >= instances
    }
}
