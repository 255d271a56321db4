package import AWSClient
package import Logging
package import Platform

/// Snapshots every volume of a launched instance exactly once, then tags the instance.
///
/// It looks at EC2, makes a plan of what it sees, and carries the plan out; whatever goes wrong on the way, it looks
/// again before it does anything twice. When nothing does, that is three round trips: look, snapshot, tag.
package struct SnapshotProcedure: Sendable {
    let ec2: EC2Client
    let settings: Settings
    let time: TimeSource
    let random: @Sendable () -> Double

    /// A procedure that works through that client.
    ///
    /// - Parameter random: A number from 0 up to 1, which spreads the waits of invocations that started together.
    package init(
        ec2: EC2Client,
        settings: Settings,
        time: TimeSource = .system,
        random: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
    ) {
        self.ec2 = ec2
        self.settings = settings
        self.time = time
        self.random = random
    }

    /// Sees to the launched instance, and says what was done.
    ///
    /// - Parameters:
    ///   - deadline: Nothing is started that can't end before it.
    ///   - places: For calls to CreateSnapshot, shared with the other instances of the invocation; nil has as many as the
    ///     settings say for this instance alone.
    /// - Throws: `SnapshotFailure` when a volume has no snapshot, or the instance no tag.
    package func run(
        _ launch: Launch,
        deadline: Timestamp,
        logger: Logger,
        places: Places? = nil
    ) async throws(SnapshotFailure) -> LaunchReport {
        let places = places ?? Places(settings.concurrentCreates)
        var run = SnapshotRun(self, launch: launch, deadline: deadline, logger: logger, places: places)
        return try await run.toEnd()
    }
}
