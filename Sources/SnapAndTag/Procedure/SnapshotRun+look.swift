internal import AWSClient
internal import Logging
internal import Platform

extension SnapshotRun {
    /// The first round trip: volumes, snapshots and the instance, side by side.
    func look() async throws(AWSClientError) -> Observation {
        let (ec2, instanceID, deadline) = (procedure.ec2, launch.instanceID, deadline)
        async let volumes = Result.of { () throws(AWSClientError) in
            try await ec2.describeVolumes(
                filters: [.attached(toInstance: instanceID.text)],
                deadline: deadline
            )
        }
        async let snapshots = Result.of { () throws(AWSClientError) in
            try await ec2.describeSnapshots(
                filters: [SnapshotTags.filter(for: instanceID)],
                deadline: deadline
            )
        }
        async let instances = Result.of { () throws(AWSClientError) in
            try await ec2.describeInstances(instanceIDs: [instanceID.text], deadline: deadline)
        }
        return Observation(
            volumes: try await volumes.get(),
            snapshots: try await snapshots.get(),
            instance: try instance(from: await instances)
        )
    }

    /// The instance; nil while EC2 doesn't know it. A role that may not look at instances has only the volumes' own
    /// word for what is attached, which suffices but for a volume that DescribeVolumes doesn't show yet.
    private func instance(
        from answer: Result<[Instance], AWSClientError>
    ) throws(AWSClientError) -> Instance? {
        switch answer {
        case .success(let instances):
            return instances.first
        case .failure(.service(let error)) where error.code == .instanceNotFound:
            return nil
        case .failure(.service(let error)) where error.code == .unauthorizedOperation:
            logger.warning(
                "The role may not describe instances, so volumes that show late can be missed: \(error)."
            )
            return nil
        case .failure(let error):
            throw error
        }
    }
}

extension Result where Failure == AWSClientError {
    /// What the operation returns or throws, so that `async let` keeps its error's type.
    fileprivate static func of(
        _ operation: @Sendable () async throws(AWSClientError) -> Success
    ) async -> Result where Success: Sendable {
        do throws(AWSClientError) {
            return .success(try await operation())
        } catch {
            return .failure(error)
        }
    }
}
