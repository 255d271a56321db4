internal import Platform

/// Tags of any resource, by its identifier.
extension EC2State {
    /// The resource with that identifier, of whatever kind.
    func resource(_ id: String) -> (any EC2Resource)? {
        switch ResourceKind(ofID: id) {
        case .instance: instances[id]
        case .volume: volumes[id]
        case .snapshot: snapshots[id]
        case .launchTemplate: launchTemplates[id]
        case .securityGroup: securityGroups[id]
        case .keyPair: keyPairs[id]
        case .image, .securityGroupRule, .subnet, .vpc, .networkInterface, .spotRequest, nil: nil
        }
    }

    /// The tags of a resource that can be tagged; a refusal if there is none of that identifier.
    func tags(of id: String, at now: Timestamp) throws(ServiceError) -> TagList {
        switch ResourceKind(ofID: id) {
        case .image, .securityGroupRule, .subnet, .vpc, .networkInterface, .spotRequest, nil:
            throw ServiceError("InvalidID", "The ID '\(id)' is not valid")
        case .some(let kind):
            try kind.check(id, parameter: "resourceId")
            guard let resource = resource(id), resource.isVisible(at: now) else { throw kind.notFound([id]) }
            return resource.tags
        }
    }

    /// Changes the tags of a resource that is known to be there.
    mutating func updateTags(of id: String, _ change: (inout TagList) -> Void) {
        switch ResourceKind(ofID: id) {
        case .instance: instances.update(id) { change(&$0.tags) }
        case .volume: volumes.update(id) { change(&$0.tags) }
        case .snapshot: snapshots.update(id) { change(&$0.tags) }
        case .launchTemplate: launchTemplates.update(id) { change(&$0.tags) }
        case .securityGroup: securityGroups.update(id) { change(&$0.tags) }
        case .keyPair: keyPairs.update(id) { change(&$0.tags) }
        case .image, .securityGroupRule, .subnet, .vpc, .networkInterface, .spotRequest, nil: break
        }
    }
}
