internal import Platform

/// Resources of one kind, found by identifier, listed in the order in which they were made.
struct ResourceTable<Resource: EC2Resource>: Sendable {
    private var resources: [Resource] = []
    private var positions: [String: Int] = [:]

    var count: Int { resources.count }

    subscript(id: String) -> Resource? {
        positions[id].map { resources[$0] }
    }

    /// Adds a resource, whose sequence is the highest so far.
    mutating func insert(_ resource: Resource) {
        positions[resource.id] = resources.count
        resources.append(resource)
    }

    /// Changes the resource with that identifier, if there is one.
    mutating func update(_ id: String, _ change: (inout Resource) -> Void) {
        guard let position = positions[id] else { return }
        change(&resources[position])
    }

    /// Removes the resource with that identifier, if there is one.
    mutating func remove(_ id: String) {
        guard let position = positions[id] else { return }
        resources.remove(at: position)
        positions = Self.positions(of: resources)
    }

    /// Removes what is gone.
    ///
    /// - Returns: the moment when the next one will be.
    mutating func removeGone(at now: Timestamp) -> Timestamp? {
        if resources.contains(where: { $0.isGone(at: now) }) {
            resources.removeAll { $0.isGone(at: now) }
            positions = Self.positions(of: resources)
        }
        return resources.compactMap(\.goneTime).min()
    }

    /// The resources that come after that number, in order.
    func after(_ sequence: Int) -> ArraySlice<Resource> {
        var low = resources.startIndex
        var high = resources.endIndex
        while low < high {
            let middle = (low + high) / 2
            if resources[middle].sequence <= sequence { low = middle + 1 } else { high = middle }
        }
        return resources[low...]
    }

    private static func positions(of resources: [Resource]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: resources.enumerated().map { ($1.id, $0) })
    }
}

extension ResourceTable: Sequence {
    func makeIterator() -> IndexingIterator<[Resource]> {
        resources.makeIterator()
    }
}

/// A state file holds the resources; where each is follows from that.
extension ResourceTable: Codable {
    init(from decoder: any Decoder) throws {
        resources = try [Resource](from: decoder)
        positions = Self.positions(of: resources)
    }

    func encode(to encoder: any Encoder) throws {
        try resources.encode(to: encoder)
    }
}
