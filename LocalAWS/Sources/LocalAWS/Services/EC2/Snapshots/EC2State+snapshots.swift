internal import Platform

/// The rules of making snapshots (EBS User Guide, "Create Amazon EBS snapshots"; EC2 API Reference, error
/// codes).
enum SnapshotLimits {
    /// The least time between two requests for snapshots of one volume.
    static let interval: Duration = .seconds(15)
    /// How many snapshots an account may have in a region.
    static let maximumInRegion = 100_000
    static let maximumDescriptionLength = 255

    static func checkDescription(_ description: String) throws(ServiceError) {
        guard description.unicodeScalars.count <= maximumDescriptionLength else {
            throw .invalidParameterValue(
                "Value for parameter description is invalid: it must be no longer than "
                    + "\(maximumDescriptionLength) characters."
            )
        }
    }
}

extension EC2State {
    /// Refuses a snapshot of a volume that isn't ready for one, or has had too many.
    func checkSnapshot(of volume: Volume, at now: Timestamp) throws(ServiceError) {
        switch volume.status(at: now) {
        case .available, .inUse: break
        case .creating, .deleting:
            throw .incorrectState(
                "The volume '\(volume.id)' is in the '\(volume.status(at: now).rawValue)' state."
            )
        }
        if let last = volume.lastSnapshotTime, now < last + SnapshotLimits.interval {
            throw ServiceError(
                "SnapshotCreationPerVolumeRateExceeded",
                "The maximum per volume CreateSnapshot request rate has been exceeded. "
                    + "Use an increasing or variable sleep interval between requests."
            )
        }
        let pending = pendingSnapshots(of: volume, at: now)
        guard pending < volume.type.maximumPendingSnapshots else {
            throw ServiceError(
                "ConcurrentSnapshotLimitExceeded",
                "Maximum allowed in-progress snapshots for a single volume exceeded."
            )
        }
        guard snapshots.count < SnapshotLimits.maximumInRegion else {
            throw ServiceError("SnapshotLimitExceeded", "Snapshot limit exceeded.")
        }
    }

    private func pendingSnapshots(of volume: Volume, at now: Timestamp) -> Int {
        volume.recentSnapshotIDs.count { id in snapshots[id]?.status(at: now) == .pending }
    }

    /// Makes a snapshot of a volume that is known to be ready for one.
    mutating func makeSnapshot(
        of volume: Volume,
        description: String,
        tags: TagList,
        _ context: inout ActionContext
    ) -> Snapshot {
        let snapshot = Snapshot(
            id: context.identifiers.resourceID("snap"),
            sequence: nextSequence(),
            volumeID: volume.id,
            volumeSize: volume.size,
            kmsKeyID: volume.kmsKeyID,
            description: description,
            startTime: context.now,
            completionTime: context.now + context.timings.snapshotCompletion,
            visibleTime: context.now + context.timings.visibilityDelay,
            tags: tags
        )
        snapshots.insert(snapshot)
        let pending = volume.recentSnapshotIDs.filter { snapshots[$0]?.status(at: context.now) == .pending }
        volumes.update(volume.id) {
            $0.lastSnapshotTime = context.now
            $0.recentSnapshotIDs = pending + [snapshot.id]
        }
        return snapshot
    }
}
