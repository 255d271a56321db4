internal import Platform

/// An EBS volume.
struct Volume: EC2Resource {
    let id: String
    let sequence: Int
    let zone: String
    /// In GiB.
    var size: Int
    var type: VolumeType
    var iops: Int?
    var throughput: Int?
    let kmsKeyID: String?
    /// The snapshot it was made from.
    let snapshotID: String?
    let createTime: Timestamp
    /// When it ceases to be `creating`.
    let availableTime: Timestamp
    let visibleTime: Timestamp
    var attachment: VolumeAttachment?
    /// The last change of it.
    var modification: VolumeModification?
    var deletion: Period?
    var tags: TagList
    /// When the last snapshot of it was asked for.
    var lastSnapshotTime: Timestamp?
    /// The snapshots that were pending when the last one was asked for, and that one.
    var recentSnapshotIDs: [String] = []

    var goneTime: Timestamp? { deletion?.end }
    var isEncrypted: Bool { kmsKeyID != nil }

    /// What it is at that moment.
    func status(at now: Timestamp) -> VolumeStatus {
        if let deletion, deletion.start <= now { return .deleting }
        if now < availableTime { return .creating }
        return attachment(at: now) == nil ? .available : .inUse
    }

    /// Its attachment, as long as it lasts.
    func attachment(at now: Timestamp) -> VolumeAttachment? {
        guard let attachment, attachment.detachment.map({ now < $0.end }) ?? true else { return nil }
        return attachment
    }
}

/// What a volume can be, as the wire names it.
enum VolumeStatus: String, Sendable {
    case creating, available, deleting
    case inUse = "in-use"
}

/// A volume on an instance.
struct VolumeAttachment: Codable, Sendable {
    let instanceID: String
    /// `/dev/xvda`.
    let device: String
    let attachTime: Timestamp
    /// When it ceases to be `attaching`.
    let attachedTime: Timestamp
    var deleteOnTermination: Bool
    /// From `detaching` to gone.
    var detachment: Period?

    /// What it is at that moment, as the wire names it.
    func status(at now: Timestamp) -> String {
        if let detachment, detachment.start <= now { return "detaching" }
        return now < attachedTime ? "attaching" : "attached"
    }
}

/// A stretch of time that something takes.
struct Period: Codable, Sendable, Hashable {
    let start: Timestamp
    let end: Timestamp

    init(from start: Timestamp, lasting duration: Duration) {
        self.start = start
        end = start + duration
    }
}
