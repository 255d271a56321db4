import LocalAWS

/// What an event led to.
struct InvokeOutcome: Sendable {
    /// A tag and what it is on.
    struct PlacedTag: Sendable {
        let resourceID: String
        let tag: Tag
    }

    /// The instance that the event names.
    let instanceID: String?
    /// An invocation each.
    let results: [InvocationResult]
    /// All that exist now, in the order in which they were made.
    let snapshots: [Cloud.SnapshotSummary]
    /// Those of the instance and of the snapshots.
    let tags: [PlacedTag]

    /// The invocations' results, and what is in the cloud after them.
    init(_ results: [InvocationResult], instanceID: String?, in cloud: Cloud) {
        self.results = results
        self.instanceID = instanceID
        snapshots = cloud.snapshots()
        let ownTags = instanceID.map { id in cloud.tags(of: id).map { PlacedTag(resourceID: id, tag: $0) } }
        let snapshotTags = snapshots.flatMap { snapshot in
            snapshot.tags.map { PlacedTag(resourceID: snapshot.id, tag: $0) }
        }
        tags = (ownTags ?? []) + snapshotTags
    }

    /// Whether the function failed, once at least.
    var hasFailed: Bool { results.contains { $0.functionError != nil } }
}
