internal import Platform

/// Looking at what is in the cloud, for programs that run an emulator of their own.
extension Cloud {
    /// A volume, as far as its owner's program wants to know.
    package struct VolumeSummary: Sendable, Hashable {
        /// `vol-…`
        package let id: String
        /// `/dev/xvda`
        package let device: String
        /// In GiB.
        package let size: Int
    }

    /// A snapshot, as far as its owner's program wants to know.
    package struct SnapshotSummary: Sendable, Hashable {
        /// `snap-…`
        package let id: String
        /// The volume it is of.
        package let volumeID: String
        /// What its maker said of it.
        package let description: String
        /// What it is now.
        package let status: SnapshotStatus
        /// In the order in which their keys were first set.
        package let tags: [Tag]
    }

    /// An instance, as far as its owner's program wants to know.
    package struct InstanceSummary: Sendable, Hashable {
        /// `i-…`
        package let id: String
        /// What it is now.
        package let state: InstanceState
        /// `eu-west-1a`
        package let zone: String
        /// In the order in which their keys were first set.
        package let tags: [Tag]
    }

    /// The volumes attached to an instance, in the order in which they were; none for an unknown instance.
    package func volumes(attachedTo instanceID: String, region: String? = nil) -> [VolumeSummary] {
        read(region) { ec2, now in
            guard let instance = ec2.instances[instanceID] else { return [] }
            return ec2.volumes(of: instance, at: now).map {
                VolumeSummary(id: $0.id, device: $0.attachment?.device ?? "", size: $0.size)
            }
        } ?? []
    }

    /// All snapshots, in the order in which they were made.
    package func snapshots(region: String? = nil) -> [SnapshotSummary] {
        read(region) { ec2, now in
            ec2.snapshots.filter { !$0.isGone(at: now) }.map {
                SnapshotSummary(
                    id: $0.id,
                    volumeID: $0.volumeID,
                    description: $0.description,
                    status: $0.status(at: now),
                    tags: Array($0.tags)
                )
            }
        } ?? []
    }

    /// The tags of a resource, in the order in which their keys were first set; none for an unknown resource.
    package func tags(of resourceID: String, region: String? = nil) -> [Tag] {
        read(region) { ec2, _ in ec2.resource(resourceID).map { Array($0.tags) } ?? [] } ?? []
    }

    /// All instances of the cloud's region, in the order in which they were made.
    package func instances() -> [InstanceSummary] {
        read(nil) { ec2, now in
            ec2.instances.filter { !$0.isGone(at: now) }.map {
                InstanceSummary(id: $0.id, state: $0.state(at: now), zone: $0.zone, tags: Array($0.tags))
            }
        } ?? []
    }

    private func read<Result: Sendable>(
        _ region: String?,
        _ body: (EC2State, Timestamp) -> Result
    ) -> Result? {
        guard let place = try? place(region) else { return nil }
        let now = clock.now
        return snapshot().regions[place.name].map { body($0.ec2, now) }
    }

    /// The images of the cloud's region.
    var imageIDs: [String] {
        change(in: defaultRegion, isNews: false) { state, _ in
            state.withRegion(defaultRegion) { $0.ec2.images.list.map(\.id) }
        }
    }

    /// Waits until something changes, at most that long, unless something has since the count was taken.
    package func waitForChange(after count: Int, atMost limit: Duration) async {
        await changes.wait(after: count, atMost: limit)
    }

    /// How many changes there were.
    package var changeCount: Int { changes.count }
}
