/// All that exists, as one value: what a state file holds and what a reset replaces.
struct CloudState: Codable, Sendable {
    private let seed: UInt64
    /// What the calls are signed with.
    var accessKeys: AccessKeys
    /// What is to happen.
    var agenda = Agenda()
    /// IAM knows no regions.
    var iam = IAMState()
    private(set) var regions: [String: RegionState] = [:]

    init(accountID: String, seed: UInt64) {
        self.seed = seed
        accessKeys = AccessKeys(accountID: accountID)
    }

    /// Lends a region. It comes into being when it is first touched, the same whichever was touched before
    /// it.
    mutating func withRegion<Result, Failure>(
        _ region: Region,
        _ body: (inout RegionState) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(&regions[region.name, default: RegionState(region, seed: seed)])
    }

    /// Lends the region of an ARN; nil when it names none.
    mutating func withRegion<Result>(of arn: ARN, _ body: (inout RegionState) -> Result) -> Result? {
        Region(arn.region).map { withRegion($0, body) }
    }
}

/// What a region holds: the state of each service.
struct RegionState: Codable, Sendable {
    var identifiers: IdentifierGenerator
    var ec2: EC2State
    var autoScaling = AutoScalingState()
    var sns = SNSState()
    var sqs = SQSState()
    var lambda = LambdaState()
    var logs = LogsState()
    var cloudWatch = CloudWatchState()
    var events = EventsState()

    init(_ region: Region, seed: UInt64) {
        identifiers = IdentifierGenerator(seed: seed, stream: region.name)
        ec2 = EC2State(in: region, identifiers: &identifiers)
    }
}
