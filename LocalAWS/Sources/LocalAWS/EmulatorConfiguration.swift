/// Where the emulator listens and what it starts with.
public struct EmulatorConfiguration: Sendable {
    /// The address to listen on.
    public var host: String
    /// The port; 0 takes a free one.
    public var port: Int
    /// The account that everything belongs to, 12 digits.
    public var accountID: String
    /// The region of resources whose caller names none.
    public var region: String
    /// Identifiers are made from it: the same seed and the same calls make the same identifiers.
    public var seed: UInt64
    /// What the cloud's time does: real by default.
    public var clock: CloudClock.Mode
    /// How long resources take to change their state.
    public var timings: CloudTimings
    /// The interpreter that functions of Python are run by.
    public var python = "/usr/bin/python3"
    /// Whether functions are stopped between invocations, as Lambda does it.
    public var freezesFunctions = false
    /// Whether calls are throttled as AWS does it.
    public var throttling = Throttling.off
    /// How long every call takes besides, as over a network.
    public var latency = Duration.zero
    /// What is to go wrong.
    public var faults: [FaultRule] = []
    /// Where the state is kept; nil for a cloud that is forgotten.
    public var stateFile: String?

    /// A configuration; the defaults are those of `local-aws up`.
    public init(
        host: String = "127.0.0.1",
        port: Int = 0,
        accountID: String = "111122223333",
        region: String = "us-east-1",
        seed: UInt64 = 1,
        clock: CloudClock.Mode = .real,
        timings: CloudTimings = CloudTimings()
    ) {
        self.host = host
        self.port = port
        self.accountID = accountID
        self.region = region
        self.seed = seed
        self.clock = clock
        self.timings = timings
    }
}

extension EmulatorConfiguration {
    /// A configuration that no emulator can start with.
    public struct Invalid: Error, CustomStringConvertible {
        /// What is wrong with it, and what would be right.
        public let description: String
    }

    func checkedAccountID() throws(Invalid) -> String {
        guard accountID.utf8.count == 12,
            accountID.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { throw Invalid(description: "The account \"\(accountID)\" is not 12 digits.") }
        return accountID
    }

    func checkedRegion() throws(Invalid) -> Region {
        guard let region = Region(region) else {
            throw Invalid(description: "\"\(region)\" is not the name of a region, such as eu-west-1.")
        }
        return region
    }
}
