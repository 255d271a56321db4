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

    /// The emulator's configuration; what the command line leaves open is taken from the event, if there is one.
    func configuration(about subject: EventSubject? = nil) -> EmulatorConfiguration {
        var configuration = EmulatorConfiguration(seed: seed)
        if let region = region ?? subject?.region { configuration.region = region }
        if let account = account ?? subject?.accountID { configuration.accountID = account }
        return configuration
    }
}
