package import JSON

/// What was done about a launched instance.
package struct LaunchReport: Sendable, Equatable {
    /// Whether the instance got its tag.
    package enum Tagging: String, Sendable {
        /// It was put on the instance now.
        case added
        /// The instance had it already.
        case present
        /// It wasn't put on the instance, because there is nothing to snapshot.
        case omitted
    }

    /// The instance.
    package let instanceID: InstanceID
    /// The snapshots made now.
    package let created: [SnapshottedVolume]
    /// The snapshots that were there already.
    package let existing: [SnapshottedVolume]
    /// Whether the instance got its tag.
    package let tagging: Tagging
    /// Why there is nothing to snapshot; nil when there is.
    package let reason: String?

    /// The report as the function's answer shows it.
    package var json: JSONObject {
        var object: JSONObject = ["instanceId": .string(instanceID.text), "outcome": .string(outcome)]
        if let reason { object["reason"] = .string(reason) }
        object["volumes"] = .array(
            volumes.map { $0.snapshotted.json(outcome: $0.outcome, instanceID: instanceID) }
        )
        object["tag"] = [
            "key": .string(SnapshotsTag.key), "value": .string(SnapshotsTag.value),
            "outcome": .string(tagging.rawValue),
        ]
        return object
    }

    private var outcome: String {
        if reason != nil { return "nothing" }
        return created.isEmpty && tagging == .present ? "unchanged" : "done"
    }

    private var volumes: [(snapshotted: SnapshottedVolume, outcome: String)] {
        let all = created.map { ($0, "created") } + existing.map { ($0, "existing") }
        return all.sorted { left, right in
            (left.0.volume.device ?? "", left.0.volume.volumeID)
                < (right.0.volume.device ?? "", right.0.volume.volumeID)
        }
    }
}

extension SnapshottedVolume {
    fileprivate func json(outcome: String, instanceID: InstanceID) -> JSON {
        var object: JSONObject = ["volumeId": .string(volume.volumeID)]
        if let device = volume.device { object["device"] = .string(device) }
        object["snapshotId"] = .string(snapshotID)
        object["outcome"] = .string(outcome)
        return .object(object)
    }
}
