package import Platform

extension EC2Client {
    /// CreateSnapshots: of an instance's EBS volumes, all at one moment.
    ///
    /// As with `createSnapshot`, the call isn't repeated after a failure that may hide a success.
    ///
    /// - Parameters:
    ///   - instanceID: the instance.
    ///   - excludeBootVolume: leaves the root volume out.
    ///   - excludeDataVolumeIDs: leaves these others out.
    ///   - description: shown beside every snapshot.
    ///   - tags: what every snapshot carries from the start.
    ///   - copyTagsFromVolume: gives each snapshot its volume's tags too.
    ///   - deadline: the moment by which the call must have ended.
    package func createSnapshots(
        instanceID: String,
        excludeBootVolume: Bool = false,
        excludeDataVolumeIDs: [String] = [],
        description: String,
        tags: [Tag],
        copyTagsFromVolume: Bool = false,
        deadline: Timestamp? = nil
    ) async throws(AWSClientError) -> [Snapshot] {
        try ResourceID.instance.check(instanceID, for: .createSnapshots)
        for volumeID in excludeDataVolumeIDs { try ResourceID.volume.check(volumeID, for: .createSnapshots) }
        try tags.check(for: .createSnapshots)
        return try await call(
            .createSnapshots,
            deadline: deadline,
            parameters: { form in
                form.structure("InstanceSpecification") { form in
                    form.set("InstanceId", instanceID)
                    form.set("ExcludeBootVolume", excludeBootVolume)
                    form.list("ExcludeDataVolumeId", excludeDataVolumeIDs)
                }
                form.set("Description", description)
                form.set("CopyTagsFromSource", copyTagsFromVolume ? "volume" : nil)
                form.set(snapshotTags: tags)
            },
            decode: { root throws(XMLProblem) in try root.items(of: "snapshotSet", Snapshot.init) }
        )
    }
}
