internal import Platform
internal import Synchronization

/// Everything that exists in the emulated AWS: one tree of values behind one lock.
///
/// Whatever changes the tree does so synchronously, start to end, so changes have an order, and the same calls in the
/// same order leave the same state. What is due by the agenda happens before and after each call; `CloudDriver` sees to
/// what falls due between calls.
public final class Cloud: Sendable {
    /// The time it lives in.
    public let clock: CloudClock
    /// The account that everything belongs to.
    public let accountID: String
    /// What happened, for people who watch.
    public let journal = Journal()
    /// The region of resources whose caller names none.
    let defaultRegion: Region
    let timings: CloudTimings
    /// What keeps calls from going well, those of clients and those that services make.
    let disturbances: Disturbances
    /// Who runs functions.
    let functions: any FunctionRunner
    /// What is to be done outside; `CloudDriver` does it.
    let effects = EffectQueue()
    /// Rings when something is due earlier than was thought.
    let alarm = Alarm()
    /// Tells those who wait that something changed.
    let changes = ChangeSignal()
    private let seed: UInt64
    let state: Mutex<CloudState>
    private let requestIDs: Mutex<IdentifierGenerator>
    private let address = Mutex("http://127.0.0.1")

    /// - Parameter functions: nil for processes of this machine.
    init(
        _ configuration: EmulatorConfiguration,
        functions: (any FunctionRunner)? = nil
    ) throws(EmulatorConfiguration.Invalid) {
        clock = CloudClock(configuration.clock)
        self.functions =
            functions
            ?? FunctionFleet(
                python: configuration.python,
                freezes: configuration.freezesFunctions,
                clock: clock
            )
        defaultRegion = try configuration.checkedRegion()
        accountID = try configuration.checkedAccountID()
        timings = configuration.timings
        disturbances = Disturbances(
            throttling: configuration.throttling,
            latency: configuration.latency,
            rules: configuration.faults,
            seed: configuration.seed
        )
        seed = configuration.seed
        let saved = try configuration.stateFile.map(StateFile.init)?.read(configuration)
        let new = CloudState(accountID: configuration.accountID, seed: configuration.seed)
        state = Mutex(saved?.state ?? new)
        requestIDs = Mutex(Self.requestIDs(seed: configuration.seed))
        if let saved {
            clock.advance(by: saved.moment - clock.now)
            resume()
        }
    }

    /// Has done again what was under way outside when the state was written.
    private func resume() {
        for region in snapshot().regions.keys.compactMap({ Region($0) }) {
            change(in: region) { $0.resumeInvocations(&$1) }
        }
    }

    /// The name of the region of resources whose caller names none.
    public var region: String { defaultRegion.name }

    /// The address of the emulator that this cloud is in, once it listens.
    var endpointURL: String {
        get { address.withLock { $0 } }
        set { address.withLock { $0 = newValue } }
    }

    /// An identifier for the next answer, from a sequence of its own: that a call was refused changes no
    /// resource's identifier.
    func nextRequestID() -> String {
        requestIDs.withLock { $0.uuid() }
    }

    /// Forgets everything, as after a start. The clock stays where it is.
    public func reset() {
        state.withLock { $0 = CloudState(accountID: accountID, seed: seed) }
        requestIDs.withLock { $0 = Self.requestIDs(seed: seed) }
        functions.retireAll()
        changes.send()
    }

    /// The state as a whole, as of now.
    func snapshot() -> CloudState {
        state.withLock { $0 }
    }

    /// What a key is and whom it stands for.
    func accessKey(_ id: String) -> AccessKeys.Entry? {
        state.withLock { $0.accessKeys[id] }
    }

    private static func requestIDs(seed: UInt64) -> IdentifierGenerator {
        IdentifierGenerator(seed: seed, stream: "requests")
    }
}
