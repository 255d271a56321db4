internal import AWSClient
internal import Logging
internal import Platform

extension SnapshotRun {
    /// The third round trip: the tag on the instance, unless it is there already.
    func tag(_ observation: Observation) async throws(AWSClientError) -> LaunchReport.Tagging {
        guard !observation.instanceHas(SnapshotsTag.tag) else { return .present }
        try await procedure.ec2.createTags(
            [SnapshotsTag.tag],
            resourceIDs: [launch.instanceID.text],
            deadline: deadline
        )
        logger.info("Tag added to EC2 instance with id: \(launch.instanceID)")
        return .added
    }
}
