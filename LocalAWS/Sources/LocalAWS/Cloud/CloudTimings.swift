/// How long the cloud's resources take to change their state, in the cloud's time.
///
/// The defaults are short, so that nobody waits, but not zero, so that a client which doesn't wait for a
/// state shows it.
public struct CloudTimings: Sendable, Hashable, Codable {
    /// A new instance: from pending to running.
    public var instanceLaunch: Duration
    /// An instance that is terminated: from shutting-down to terminated.
    public var instanceTermination: Duration
    /// How long a terminated instance stays visible.
    public var terminatedInstanceVisibility: Duration
    /// A new volume: from creating to available.
    public var volumeCreation: Duration
    /// From attaching to attached.
    public var volumeAttachment: Duration
    /// From detaching to available.
    public var volumeDetachment: Duration
    /// From deleting to gone.
    public var volumeDeletion: Duration
    /// A volume that is changed: from modifying to optimizing, when it is what it is to be.
    public var volumeModification: Duration
    /// From optimizing to completed, when it can be changed again.
    public var volumeOptimization: Duration
    /// A new snapshot: from pending to completed.
    public var snapshotCompletion: Duration
    /// A new function: from pending to active.
    public var functionCreation: Duration
    /// A function that is changed: until its update is successful.
    public var functionUpdate: Duration
    /// How long a new resource is not found by any call: EC2's eventual consistency. Zero shows it at once.
    public var visibilityDelay: Duration

    /// Timings; the defaults are those of `local-aws up`.
    public init(
        instanceLaunch: Duration = .seconds(1),
        instanceTermination: Duration = .seconds(1),
        terminatedInstanceVisibility: Duration = .seconds(3_600),
        volumeCreation: Duration = .milliseconds(500),
        volumeAttachment: Duration = .milliseconds(500),
        volumeDetachment: Duration = .milliseconds(500),
        volumeDeletion: Duration = .milliseconds(500),
        volumeModification: Duration = .milliseconds(500),
        volumeOptimization: Duration = .seconds(1),
        snapshotCompletion: Duration = .seconds(2),
        functionCreation: Duration = .milliseconds(500),
        functionUpdate: Duration = .milliseconds(500),
        visibilityDelay: Duration = .zero
    ) {
        self.instanceLaunch = instanceLaunch
        self.instanceTermination = instanceTermination
        self.terminatedInstanceVisibility = terminatedInstanceVisibility
        self.volumeCreation = volumeCreation
        self.volumeAttachment = volumeAttachment
        self.volumeDetachment = volumeDetachment
        self.volumeDeletion = volumeDeletion
        self.volumeModification = volumeModification
        self.volumeOptimization = volumeOptimization
        self.snapshotCompletion = snapshotCompletion
        self.functionCreation = functionCreation
        self.functionUpdate = functionUpdate
        self.visibilityDelay = visibilityDelay
    }

    /// Every change takes effect at once, except that terminated instances stay visible for their hour.
    public static let immediate = CloudTimings(
        instanceLaunch: .zero,
        instanceTermination: .zero,
        volumeCreation: .zero,
        volumeAttachment: .zero,
        volumeDetachment: .zero,
        volumeDeletion: .zero,
        volumeModification: .zero,
        volumeOptimization: .zero,
        snapshotCompletion: .zero,
        functionCreation: .zero,
        functionUpdate: .zero
    )
}
