internal import Platform

/// What EC2 holds in a region.
///
/// What a resource *is* at a moment follows from the moments kept in it; nothing here waits or ticks.
struct EC2State: Codable, Sendable {
    var instances = ResourceTable<Instance>()
    var volumes = ResourceTable<Volume>()
    var snapshots = ResourceTable<Snapshot>()
    var launchTemplates = ResourceTable<LaunchTemplate>()
    var securityGroups = ResourceTable<SecurityGroup>()
    var keyPairs = ResourceTable<KeyPair>()
    var network: DefaultNetwork
    var images: ImageCatalogue
    /// The calls that carried a client token, by action and token; forgotten when all they made is gone.
    var clientTokens: [String: IdempotentCall] = [:]
    private var lastSequence = 0
    /// The next moment at which something ceases to exist, nil when nothing is on its way out.
    private var nextDeparture: Timestamp?

    init(in region: Region, identifiers: inout IdentifierGenerator) {
        network = DefaultNetwork(in: region, identifiers: &identifiers)
        images = ImageCatalogue(in: region, identifiers: &identifiers)
        securityGroups.insert(
            .ofDefaultVPC(id: network.securityGroupID, sequence: nextSequence(), &identifiers)
        )
    }

    /// The number of a new resource: resources are listed in the order of their numbers, and pages remember
    /// the last one.
    mutating func nextSequence() -> Int {
        lastSequence += 1
        return lastSequence
    }

    /// Notes that something will cease to exist at that moment.
    mutating func expectDeparture(at moment: Timestamp) {
        nextDeparture = nextDeparture.map { min($0, moment) } ?? moment
    }

    /// Drops what has ceased to exist by now. Every action begins with it; it costs nothing while nothing
    /// has.
    mutating func settle(at now: Timestamp) {
        guard let nextDeparture, nextDeparture <= now else { return }
        for volume in volumes where volume.isGone(at: now) { release(volume) }
        for instance in instances where instance.isGone(at: now) { network.release(instance.privateAddress) }
        let departures = [
            instances.removeGone(at: now), volumes.removeGone(at: now), snapshots.removeGone(at: now),
        ]
        self.nextDeparture = departures.compactMap { $0 }.min()
        clientTokens = clientTokens.filter { _, call in call.resourceIDs.contains { resource($0) != nil } }
    }

    /// Takes a volume out of its instance's list.
    mutating func release(_ volume: Volume) {
        guard let instanceID = volume.attachment?.instanceID else { return }
        instances.update(instanceID) { $0.volumeIDs.removeAll { $0 == volume.id } }
    }
}

/// What a call with a client token asked for and made.
struct IdempotentCall: Codable, Sendable {
    let parameters: UInt64
    let resourceIDs: [String]
}
