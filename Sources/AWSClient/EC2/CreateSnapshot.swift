package import Platform

extension EC2Client {
    /// CreateSnapshot: of one volume as it is now. The snapshot is `pending` when the call returns; its moment is fixed.
    ///
    /// The call isn't repeated after a failure that may hide a success. If the error's `mayHaveTakenEffect` is true,
    /// look for the snapshot by its tags before asking again.
    ///
    /// - Parameters:
    ///   - volumeID: the volume.
    ///   - description: shown beside the snapshot.
    ///   - tags: what the snapshot carries from the start; if they can't be set, there is no snapshot.
    ///   - deadline: the moment by which the call must have ended.
    ///   - timeLimit: how long one attempt may take; nil leaves it at the caller's limit.
    package func createSnapshot(
        volumeID: String,
        description: String,
        tags: [Tag],
        deadline: Timestamp? = nil,
        timeLimit: Duration? = nil
    ) async throws(AWSClientError) -> Snapshot {
        try ResourceID.volume.check(volumeID, for: .createSnapshot)
        try tags.check(for: .createSnapshot)
        return try await call(
            .createSnapshot,
            deadline: deadline,
            timeLimit: timeLimit,
            parameters: { form in
                form.set("VolumeId", volumeID)
                form.set("Description", description)
                form.set(snapshotTags: tags)
            },
            decode: Snapshot.init
        )
    }
}
