internal import AWSClient
internal import Platform

/// What an invocation has achieved for one instance so far.
///
/// It remembers what it made itself: the next look at EC2 may come from a replica that hasn't heard of it.
struct Progress {
    private(set) var created: [SnapshottedVolume] = []
    private(set) var existing: [SnapshottedVolume] = []
    private var setbacks: [String: Setback] = [:]

    /// Takes over which volumes have their snapshots already.
    mutating func note(existing found: [SnapshottedVolume]) {
        existing = found.filter { snapshotted in
            !created.contains { $0.volume.volumeID == snapshotted.volume.volumeID }
        }
    }

    /// Takes over what became of the setbacks: a volume whose snapshot shows now is none any more, nor is one that isn't
    /// attached any more, unless a snapshot of it may still show.
    ///
    /// - Returns: The volumes whose snapshots were made by this invocation's own requests, of which the answers were lost.
    mutating func note(_ observation: Observation, of instanceID: InstanceID) -> [SnapshottedVolume] {
        guard !setbacks.isEmpty else { return [] }
        let attached = Set(observation.attachedVolumes(of: instanceID).map(\.volumeID))
        var recovered: [SnapshottedVolume] = []
        for setback in inOrderOfDevices {
            let volumeID = setback.volume.volumeID
            if let snapshot = observation.snapshot(of: volumeID) {
                setbacks[volumeID] = nil
                guard setback.inDoubtSince != nil else { continue }
                recovered.append(SnapshottedVolume(volume: setback.volume, snapshotID: snapshot.id))
            } else {
                setbacks[volumeID]?.note(isAttached: attached.contains(volumeID))
                if setbacks[volumeID]?.isMoot == true { setbacks[volumeID] = nil }
            }
        }
        created += recovered
        return recovered
    }

    /// Of the volumes without a snapshot, those that may be asked for one now.
    func due(_ missing: [AttachedVolume], at now: Timestamp) -> [AttachedVolume] {
        missing.filter { volume in
            if created.contains(where: { $0.volume.volumeID == volume.volumeID }) { return false }
            return setbacks[volume.volumeID]?.mayBeAskedAgain(at: now) ?? true
        }
    }

    /// By when a CreateSnapshot of the volume has to be answered so that it can't be a second one; nil when it is the
    /// first.
    func resendEnd(of volume: AttachedVolume) -> Timestamp? {
        setbacks[volume.volumeID]?.resendEnd
    }

    /// When the next volume in doubt may be asked for again: its window is short.
    func nextResend(after now: Timestamp) -> Timestamp? {
        setbacks.values.compactMap(\.resend).filter { $0 > now }.min()
    }

    mutating func note(created snapshotID: String, of volume: AttachedVolume) {
        setbacks[volume.volumeID] = nil
        created.append(SnapshottedVolume(volume: volume, snapshotID: snapshotID))
    }

    /// Takes over a failure, and says what follows from it.
    ///
    /// - Parameter asked: When the call was begun.
    mutating func note(
        _ failure: AWSClientError,
        of volume: AttachedVolume,
        asked: Timestamp,
        at now: Timestamp
    ) -> HoldBack {
        let setback = Setback(volume, failure, asked: asked, at: now, after: setbacks[volume.volumeID])
        setbacks[volume.volumeID] = setback
        return setback.holdBack
    }

    /// Whether every volume that was seen has its snapshot.
    var isComplete: Bool { setbacks.isEmpty }

    /// Whether there is a volume that may yet get its snapshot in this invocation, or show that it has one.
    var canGoOn: Bool { setbacks.values.contains { $0.holdBack != .forGood } }

    /// The volumes that have no snapshot, in the order of their devices, each with its last failure.
    var failures: [(volumeID: String, failure: AWSClientError)] {
        inOrderOfDevices.map { ($0.volume.volumeID, $0.failure) }
    }

    private var inOrderOfDevices: [Setback] {
        setbacks.values.sorted {
            ($0.volume.device ?? "", $0.volume.volumeID) < ($1.volume.device ?? "", $1.volume.volumeID)
        }
    }
}
