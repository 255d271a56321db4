internal import Platform
internal import Synchronization

/// Everything that exists in the emulated AWS: one tree of values behind one lock.
///
/// An action works on the tree synchronously, start to end, so calls have an order, and the same calls in the
/// same order leave the same state.
public final class Cloud: Sendable {
    /// The time it lives in.
    public let clock: CloudClock
    /// The account that everything belongs to.
    public let accountID: String
    /// The region of resources whose caller names none.
    let defaultRegion: Region
    let timings: CloudTimings
    private let seed: UInt64
    private let state: Mutex<CloudState>
    private let requestIDs: Mutex<IdentifierGenerator>

    init(_ configuration: EmulatorConfiguration) throws(EmulatorConfiguration.Invalid) {
        defaultRegion = try configuration.checkedRegion()
        clock = CloudClock(configuration.clock)
        accountID = try configuration.checkedAccountID()
        timings = configuration.timings
        seed = configuration.seed
        state = Mutex(CloudState(accountID: configuration.accountID, seed: configuration.seed))
        requestIDs = Mutex(Self.requestIDs(seed: configuration.seed))
    }

    /// The name of the region of resources whose caller names none.
    public var region: String { defaultRegion.name }

    /// An identifier for the next answer, from a sequence of its own: that a call was refused changes no
    /// resource's identifier.
    func nextRequestID() -> String {
        requestIDs.withLock { $0.uuid() }
    }

    /// Forgets everything, as after a start. The clock stays where it is.
    public func reset() {
        state.withLock { $0 = CloudState(accountID: accountID, seed: seed) }
        requestIDs.withLock { $0 = Self.requestIDs(seed: seed) }
    }

    /// The state as a whole, as of now.
    func snapshot() -> CloudState {
        state.withLock { $0 }
    }

    /// What a key is and whom it stands for.
    func accessKey(_ id: String) -> AccessKeys.Entry? {
        state.withLock { $0.accessKeys[id] }
    }

    /// Runs an action. A dry run does it all on a copy, and then says that it would have succeeded.
    func perform<Called: Operation>(
        _ operation: Called,
        _ call: ActionCall
    ) throws(ServiceError) -> Called.Output {
        try withRegion(call.region) { (region: inout RegionState) throws(ServiceError) in
            guard call.isDryRun else { return try self.perform(operation, call, on: &region) }
            var copy = region
            _ = try self.perform(operation, call, on: &copy)
            throw .dryRunOperation
        }
    }

    private func perform<Called: Operation>(
        _ operation: Called,
        _ call: ActionCall,
        on region: inout RegionState
    ) throws(ServiceError) -> Called.Output {
        var context = ActionContext(
            now: clock.now,
            region: call.region,
            accountID: accountID,
            caller: call.caller,
            timings: timings,
            identifiers: region.identifiers
        )
        let output = try Called.withState(of: &region) { (state: inout Called.State) throws(ServiceError) in
            try operation.perform(on: &state, in: &context)
        }
        region.identifiers = context.identifiers
        return output
    }

    /// Lends a region's state, locked.
    func withRegion<Result: Sendable>(
        _ region: Region,
        _ body: (inout RegionState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try state.withLock { (state: inout CloudState) throws(ServiceError) in
            try state.withRegion(region, body)
        }
    }

    private static func requestIDs(seed: UInt64) -> IdentifierGenerator {
        IdentifierGenerator(seed: seed, stream: "requests")
    }
}
