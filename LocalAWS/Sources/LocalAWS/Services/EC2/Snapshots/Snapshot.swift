internal import Platform

/// A snapshot of a volume.
struct Snapshot: EC2Resource {
    let id: String
    let sequence: Int
    let volumeID: String
    /// In GiB.
    let volumeSize: Int
    let kmsKeyID: String?
    let description: String
    /// The moment whose data it holds.
    let startTime: Timestamp
    let completionTime: Timestamp
    let visibleTime: Timestamp
    var tags: TagList
    /// Set when it is to be deleted: at once, or, while it is pending, when it is completed.
    var goneTime: Timestamp?

    var isEncrypted: Bool { kmsKeyID != nil }

    /// What it is at that moment.
    func status(at now: Timestamp) -> SnapshotStatus {
        now < completionTime ? .pending : .completed
    }

    /// How much of it is done at that moment, in percent.
    func progress(at now: Timestamp) -> Int {
        guard now < completionTime else { return 100 }
        let elapsed = max(0, now.millisecondsSinceEpoch - startTime.millisecondsSinceEpoch)
        let total = completionTime.millisecondsSinceEpoch - startTime.millisecondsSinceEpoch
        return min(99, Int(elapsed * 100 / max(1, total)))
    }
}

/// What a snapshot can be here, as the wire names it.
package enum SnapshotStatus: String, Sendable {
    /// It is being made.
    case pending
    /// It can be used.
    case completed
}
