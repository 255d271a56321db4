/// All that exists, as one value: what a state file holds and what a reset replaces.
struct CloudState: Codable, Sendable {
    private let seed: UInt64
    /// What the calls are signed with.
    var accessKeys: AccessKeys
    private(set) var regions: [String: RegionState] = [:]

    init(accountID: String, seed: UInt64) {
        self.seed = seed
        accessKeys = AccessKeys(accountID: accountID)
    }

    /// Lends a region. It comes into being when it is first touched, the same whichever was touched before
    /// it.
    mutating func withRegion<Result>(
        _ region: Region,
        _ body: (inout RegionState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try body(&regions[region.name, default: RegionState(region, seed: seed)])
    }
}

/// What a region holds: the state of each service.
struct RegionState: Codable, Sendable {
    var identifiers: IdentifierGenerator
    var ec2: EC2State

    init(_ region: Region, seed: UInt64) {
        identifiers = IdentifierGenerator(seed: seed, stream: region.name)
        ec2 = EC2State(in: region, identifiers: &identifiers)
    }
}
