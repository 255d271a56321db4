/// Looking at what is in the cloud, for programs that run an emulator of their own.
extension Cloud {
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

    /// All instances of the cloud's region, in the order in which they were made.
    package func instances() -> [InstanceSummary] {
        let now = clock.now
        return snapshot().regions[region]?.ec2.instances.filter { !$0.isGone(at: now) }.map {
            InstanceSummary(id: $0.id, state: $0.state(at: now), zone: $0.zone, tags: Array($0.tags))
        } ?? []
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
