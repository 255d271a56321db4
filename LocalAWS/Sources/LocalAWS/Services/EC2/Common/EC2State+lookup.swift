internal import Platform

/// Finding resources. What isn't visible yet isn't found, whatever the call.
extension EC2State {
    func instance(_ id: String, at now: Timestamp) throws(ServiceError) -> Instance {
        guard let instance = instances[id], instance.isVisible(at: now) else {
            throw ResourceKind.instance.notFound([id])
        }
        return instance
    }

    func volume(_ id: String, at now: Timestamp) throws(ServiceError) -> Volume {
        guard let volume = volumes[id], volume.isVisible(at: now) else {
            throw ResourceKind.volume.notFound([id])
        }
        return volume
    }

    func snapshot(_ id: String, at now: Timestamp) throws(ServiceError) -> Snapshot {
        guard let snapshot = snapshots[id], snapshot.isVisible(at: now) else {
            throw ResourceKind.snapshot.notFound([id])
        }
        return snapshot
    }

    /// The volumes that are attached to an instance, in the order in which they were attached.
    func volumes(of instance: Instance, at now: Timestamp) -> [Volume] {
        instance.volumeIDs.compactMap { id in
            guard let volume = volumes[id], volume.isVisible(at: now),
                volume.attachment(at: now)?.instanceID == instance.id
            else { return nil }
            return volume
        }
    }
}
