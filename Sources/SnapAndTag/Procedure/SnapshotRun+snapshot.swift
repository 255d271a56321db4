internal import AWSClient
internal import Logging
internal import Platform

extension SnapshotRun {
    /// The second round trip: a snapshot of each volume that has none and may be asked for one, side by side.
    mutating func snapshot(_ missing: [AttachedVolume]) async {
        let due = progress.due(missing, at: procedure.time.now())
        let answers = await mapSideBySide(due, limit: procedure.settings.concurrentCreates) { [self] volume in
            await create(of: volume)
        }
        for (volume, answer) in zip(due, answers) {
            switch answer {
            case .success(let snapshot): progress.note(created: snapshot.id, of: volume)
            case .failure(let failure): progress.note(failure, of: volume, at: procedure.time.now())
            }
        }
    }

    private func create(of volume: AttachedVolume) async -> Result<Snapshot, AWSClientError> {
        let description = "Autosnap-\(launch.instanceID)-\(volume.volumeID)"
        do throws(AWSClientError) {
            let snapshot = try await procedure.ec2.createSnapshot(
                volumeID: volume.volumeID,
                description: description,
                tags: SnapshotTags.tags(for: volume, of: launch),
                deadline: deadline
            )
            logger.info(
                "Snapshot created with description [\(description)]",
                metadata: ["snapshotId": "\(snapshot.id)", "volumeId": "\(volume.volumeID)"]
            )
            return .success(snapshot)
        } catch {
            logger.error("No snapshot with description [\(description)]: \(error).")
            return .failure(error)
        }
    }
}
