package import AWSClient
internal import Platform

/// What EC2 says of an instance at one moment.
///
/// The three answers come from replicas that need not agree yet: a volume may be in the instance's block device
/// mapping before DescribeVolumes knows it, or the other way round. Either is believed.
package struct Observation: Sendable {
    /// The volumes that say they are attached to the instance.
    package let volumes: [Volume]
    /// The snapshots that carry the tags of this function for the instance.
    package let snapshots: [Snapshot]
    /// The instance; nil while EC2 doesn't know it, or when the role isn't allowed to look.
    package let instance: Instance?

    /// An observation of these answers.
    package init(volumes: [Volume], snapshots: [Snapshot], instance: Instance?) {
        self.volumes = volumes
        self.snapshots = snapshots
        self.instance = instance
    }

    /// The attached volumes by the order of their devices, each once, whichever answer they come from.
    package func attachedVolumes(of instanceID: InstanceID) -> [AttachedVolume] {
        var devices: [String: String?] = [:]
        for mapping in instance?.blockDeviceMappings ?? [] {
            guard let volumeID = mapping.volumeID, Self.isAttached(mapping.state) else { continue }
            devices[volumeID] = mapping.device
        }
        for volume in volumes {
            guard let attachment = volume.attachments.first(where: { $0.instanceID == instanceID.text })
            else {
                continue
            }
            if Self.isAttached(attachment.state) {
                devices[volume.id] = attachment.device
            } else {
                devices.removeValue(forKey: volume.id)
            }
        }
        return devices.map { AttachedVolume(volumeID: $0.key, device: $0.value) }
            .sorted { ($0.device ?? "", $0.volumeID) < ($1.device ?? "", $1.volumeID) }
    }

    /// The snapshot that the volume has already, the earliest if there are several. One in error is as good as none.
    package func snapshot(of volumeID: String) -> Snapshot? {
        snapshots.filter { $0.volumeID == volumeID && $0.state != .error }
            .min {
                ($0.startTime?.millisecondsSinceEpoch ?? .max)
                    < ($1.startTime?.millisecondsSinceEpoch ?? .max)
            }
    }

    /// Whether the instance carries the tag with that value.
    package func instanceHas(_ tag: Tag) -> Bool {
        instance?.tags.contains(tag) ?? false
    }

    private static func isAttached(_ state: Volume.Attachment.State?) -> Bool {
        state != .detaching && state != .detached
    }
}
