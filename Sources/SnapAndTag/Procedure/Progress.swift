internal import AWSClient
internal import Platform

/// What an invocation has achieved for one instance so far.
///
/// It remembers what it made itself: the next look at EC2 may come from a replica that hasn't heard of it.
struct Progress {
    /// A volume whose CreateSnapshot failed, and the moment from which it may be asked again; nil for never.
    private struct Setback {
        let volume: AttachedVolume
        let failure: AWSClientError
        let notBefore: Timestamp?
        let attempts: Int
    }

    private(set) var created: [SnapshottedVolume] = []
    private(set) var existing: [SnapshottedVolume] = []
    private var setbacks: [String: Setback] = [:]

    /// Takes over what an observation shows: a volume that has its snapshot now is no setback any more.
    mutating func note(existing found: [SnapshottedVolume]) {
        existing = found.filter { snapshotted in
            !created.contains { $0.volume.volumeID == snapshotted.volume.volumeID }
        }
        for snapshotted in found { setbacks[snapshotted.volume.volumeID] = nil }
    }

    /// Of the volumes without a snapshot, those that may be asked for one now.
    func due(_ missing: [AttachedVolume], at now: Timestamp) -> [AttachedVolume] {
        missing.filter { volume in
            if created.contains(where: { $0.volume.volumeID == volume.volumeID }) { return false }
            guard let setback = setbacks[volume.volumeID] else { return true }
            return setback.notBefore.map { $0 <= now } ?? false
        }
    }

    mutating func note(created snapshotID: String, of volume: AttachedVolume) {
        setbacks[volume.volumeID] = nil
        created.append(SnapshottedVolume(volume: volume, snapshotID: snapshotID))
    }

    mutating func note(_ failure: AWSClientError, of volume: AttachedVolume, at now: Timestamp) {
        let attempts = (setbacks[volume.volumeID]?.attempts ?? 0) + 1
        setbacks[volume.volumeID] = Setback(
            volume: volume,
            failure: failure,
            notBefore: HoldBack.duration(after: failure, attempt: attempts).map { now + $0 },
            attempts: attempts
        )
    }

    /// Whether every volume that was seen has its snapshot.
    var isComplete: Bool { setbacks.isEmpty }

    /// Whether there is a volume that may yet get its snapshot in this invocation.
    var canGoOn: Bool { setbacks.values.contains { $0.notBefore != nil } }

    /// The volumes that have no snapshot, in the order of their devices, each with its last failure.
    var failures: [(volumeID: String, failure: AWSClientError)] {
        setbacks.values
            .sorted {
                ($0.volume.device ?? "", $0.volume.volumeID) < ($1.volume.device ?? "", $1.volume.volumeID)
            }
            .map { ($0.volume.volumeID, $0.failure) }
    }
}
