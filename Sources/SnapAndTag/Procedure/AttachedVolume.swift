/// A volume that is attached to the launched instance.
package struct AttachedVolume: Sendable, Equatable {
    /// The volume's identifier.
    package let volumeID: String
    /// Where the instance sees it, `/dev/xvda`.
    package let device: String?

    /// A volume seen under that device.
    package init(volumeID: String, device: String?) {
        self.volumeID = volumeID
        self.device = device
    }
}

/// A volume and the snapshot that it has.
package struct SnapshottedVolume: Sendable, Equatable {
    /// The volume.
    package let volume: AttachedVolume
    /// The snapshot's identifier.
    package let snapshotID: String

    /// That volume with that snapshot.
    package init(volume: AttachedVolume, snapshotID: String) {
        self.volume = volume
        self.snapshotID = snapshotID
    }
}
