internal import AWSClient

/// What an observation of a launched instance calls for: a value that another invocation would arrive at as well, so
/// that work which was cut short is resumed by looking again.
package enum Plan: Sendable, Equatable {
    /// These volumes have no snapshot yet, those have one. When the first list is empty, only the tag is left.
    case snapshot(missing: [AttachedVolume], existing: [SnapshottedVolume])
    /// EC2 doesn't show the instance's volumes yet.
    case lookAgain(WaitReason)
    /// There is nothing to snapshot, and won't be.
    case nothing(reason: String)

    /// Why EC2 has to be asked again.
    package enum WaitReason: Sendable, Equatable {
        /// EC2 doesn't know the instance.
        case instanceUnknown
        /// The instance has an EBS root volume, and no volume is to be seen.
        case noVolumes
    }

    /// The plan for an instance that was observed so.
    package init(for instanceID: InstanceID, observed observation: Observation) {
        if let state = observation.instance?.state, state == .shuttingDown || state == .terminated {
            self = .nothing(reason: "the instance is \(state.rawValue)")
            return
        }
        let volumes = observation.attachedVolumes(of: instanceID)
        guard volumes.isEmpty else {
            self = Self.snapshots(of: volumes, observation)
            return
        }
        switch observation.instance {
        case nil: self = .lookAgain(.instanceUnknown)
        case let instance? where instance.rootDeviceType == "instance-store":
            self = .nothing(reason: "the instance has instance store volumes only")
        case .some: self = .lookAgain(.noVolumes)
        }
    }

    private static func snapshots(of volumes: [AttachedVolume], _ observation: Observation) -> Plan {
        var missing: [AttachedVolume] = []
        var existing: [SnapshottedVolume] = []
        for volume in volumes {
            if let snapshot = observation.snapshot(of: volume.volumeID) {
                existing.append(SnapshottedVolume(volume: volume, snapshotID: snapshot.id))
            } else {
                missing.append(volume)
            }
        }
        return .snapshot(missing: missing, existing: existing)
    }
}
