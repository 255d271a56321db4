internal import Platform

/// Tags of any resource, by its identifier.
extension EC2State {
    /// The resource with that identifier, of whatever kind.
    func resource(_ id: String) -> (any EC2Resource)? {
        switch ResourceKind(ofID: id) {
        case .instance: instances[id]
        case .volume: volumes[id]
        case .snapshot: snapshots[id]
        case .image, nil: nil
        }
    }

    /// The tags of a resource that can be tagged; a refusal if there is none of that identifier.
    func tags(of id: String, at now: Timestamp) throws(ServiceError) -> TagList {
        switch ResourceKind(ofID: id) {
        case .instance:
            try ResourceKind.instance.check(id, parameter: "resourceId")
            return try instance(id, at: now).tags
        case .volume:
            try ResourceKind.volume.check(id, parameter: "resourceId")
            return try volume(id, at: now).tags
        case .snapshot:
            try ResourceKind.snapshot.check(id, parameter: "resourceId")
            return try snapshot(id, at: now).tags
        case .image, nil:
            throw ServiceError("InvalidID", "The ID '\(id)' is not valid")
        }
    }

    /// Changes the tags of a resource that is known to be there.
    mutating func updateTags(of id: String, _ change: (inout TagList) -> Void) {
        switch ResourceKind(ofID: id) {
        case .instance: instances.update(id) { change(&$0.tags) }
        case .volume: volumes.update(id) { change(&$0.tags) }
        case .snapshot: snapshots.update(id) { change(&$0.tags) }
        case .image, nil: break
        }
    }
}
