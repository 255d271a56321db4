/// Everything that exists in the emulated AWS.
public final class Cloud: Sendable {
    /// The time it lives in.
    public let clock: CloudClock
    /// The account that everything belongs to.
    public let accountID: String
    /// The region of resources whose caller names none.
    public let region: String

    init(_ configuration: EmulatorConfiguration) {
        clock = CloudClock(configuration.clock)
        accountID = configuration.accountID
        region = configuration.region
    }
}
