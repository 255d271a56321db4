package import Platform

extension EC2Client {
    /// DeleteSnapshot. A pending snapshot goes when it is complete.
    ///
    /// The call may be repeated, so that `InvalidSnapshot.NotFound` can also mean that an earlier attempt, whose answer
    /// was lost, deleted it.
    ///
    /// - Parameters:
    ///   - snapshotID: the snapshot.
    ///   - deadline: the moment by which the call must have ended.
    package func deleteSnapshot(
        _ snapshotID: String,
        deadline: Timestamp? = nil
    ) async throws(AWSClientError) {
        try ResourceID.snapshot.check(snapshotID, for: .deleteSnapshot)
        try await call(.deleteSnapshot, deadline: deadline) { $0.set("SnapshotId", snapshotID) }
    }
}
