internal import Platform

/// What of a volume can be changed while it is there.
struct VolumeShape: Codable, Sendable, Hashable {
    /// In GiB.
    var size: Int
    var type: VolumeType
    var iops: Int?
    /// In MiB a second.
    var throughput: Int?
}

/// A change of a volume: it is made, the volume is brought to it, and that is all (EBS User Guide, "Monitor the progress of
/// volume modifications").
struct VolumeModification: Codable, Sendable {
    let original: VolumeShape
    let target: VolumeShape
    let startTime: Timestamp
    /// When the volume is what it is to be, though not yet as fast.
    let optimizingTime: Timestamp
    let endTime: Timestamp
    /// When this one, and those in the day before it, began.
    let recentStarts: [Timestamp]

    /// A volume can be modified so often (ModifyVolume, EC2 API Reference).
    static let maximumCount = 4
    /// In as much time as this.
    static let interval: Duration = .seconds(86_400)

    /// What it has come to at that moment, as the wire names it.
    func state(at now: Timestamp) -> String {
        if now < optimizingTime { return "modifying" }
        return now < endTime ? "optimizing" : "completed"
    }

    /// How much of it is done at that moment, in percent.
    func progress(at now: Timestamp) -> Int {
        guard now < endTime else { return 100 }
        return min(99, max(0, Int((now - startTime) / (endTime - startTime) * 100)))
    }
}

extension Volume {
    /// What can be changed of it.
    var shape: VolumeShape {
        get { VolumeShape(size: size, type: type, iops: iops, throughput: throughput) }
        set {
            (size, type, iops, throughput) = (
                newValue.size, newValue.type, newValue.iops, newValue.throughput
            )
        }
    }

    /// The volume as it shows itself at that moment: what it was until its change is made.
    func shown(at now: Timestamp) -> Volume {
        guard let modification, now < modification.optimizingTime else { return self }
        var volume = self
        volume.shape = modification.original
        return volume
    }
}

/// A change of a volume as answers show it at a moment.
struct VolumeModificationView: Sendable {
    let volumeID: String
    let modification: VolumeModification
    let state: String
    private let progress: Int

    /// Nil for a volume that was never changed.
    init?(_ volume: Volume, at now: Timestamp) {
        guard let modification = volume.modification else { return nil }
        volumeID = volume.id
        self.modification = modification
        state = modification.state(at: now)
        progress = modification.progress(at: now)
    }

    func render(to xml: inout OutputWriter) {
        let (original, target) = (modification.original, modification.target)
        xml.text("volumeId", volumeID)
        xml.text("modificationState", state)
        xml.number("targetSize", target.size)
        xml.number("targetIops", target.iops)
        xml.text("targetVolumeType", target.type.rawValue)
        xml.number("targetThroughput", target.throughput)
        xml.boolean("targetMultiAttachEnabled", false)
        xml.number("originalSize", original.size)
        xml.number("originalIops", original.iops)
        xml.text("originalVolumeType", original.type.rawValue)
        xml.number("originalThroughput", original.throughput)
        xml.boolean("originalMultiAttachEnabled", false)
        xml.number("progress", progress)
        xml.text("startTime", modification.startTime.iso8601)
        if state == "completed" { xml.text("endTime", modification.endTime.iso8601) }
    }

    static let filterTable = FilterTable<VolumeModificationView>([
        "modification-state": { [$0.state] },
        "original-iops": { [$0.modification.original.iops.map(String.init)] },
        "original-size": { ["\($0.modification.original.size)"] },
        "original-volume-type": { [$0.modification.original.type.rawValue] },
        "originalMultiAttachEnabled": { _ in ["false"] },
        "start-time": { [$0.modification.startTime.iso8601] },
        "target-iops": { [$0.modification.target.iops.map(String.init)] },
        "target-size": { ["\($0.modification.target.size)"] },
        "target-volume-type": { [$0.modification.target.type.rawValue] },
        "targetMultiAttachEnabled": { _ in ["false"] },
        "volume-id": { [$0.volumeID] },
    ])
}
