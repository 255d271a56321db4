internal import AWSClient
internal import Logging
internal import Platform

extension SnapshotRun {
    /// The second round trip: a snapshot of each volume that has none and may be asked for one, side by side.
    mutating func snapshot(_ missing: [AttachedVolume]) async {
        let due = progress.due(missing, at: procedure.time.now())
        let answers = await mapSideBySide(due, limit: procedure.settings.concurrentCreates) { [self] volume in
            await places.withPlace { await create(of: volume) }
        }
        let now = procedure.time.now()
        for (volume, answer) in zip(due, answers) {
            switch answer.result {
            case .success(let snapshot): progress.note(created: snapshot.id, of: volume)
            case .failure(let failure):
                log(failure, of: volume, progress.note(failure, of: volume, asked: answer.asked, at: now))
            }
        }
    }

    private func create(
        of volume: AttachedVolume
    ) async -> (asked: Timestamp, result: Result<Snapshot, AWSClientError>) {
        let asked = procedure.time.now()
        do throws(AWSClientError) {
            let snapshot = try await procedure.ec2.createSnapshot(
                volumeID: volume.volumeID,
                description: description(of: volume),
                tags: SnapshotTags.tags(for: volume, of: launch),
                deadline: progress.resendEnd(of: volume).map { min($0, deadline) } ?? deadline,
                timeLimit: HoldBack.attemptLimit
            )
            logCreated(SnapshottedVolume(volume: volume, snapshotID: snapshot.id))
            return (asked, .success(snapshot))
        } catch {
            return (asked, .failure(error))
        }
    }

    /// Says that the snapshot was made by this invocation.
    func logCreated(_ snapshotted: SnapshottedVolume) {
        logger.info(
            "Snapshot created with description [\(description(of: snapshotted.volume))]",
            metadata: [
                "snapshotId": "\(snapshotted.snapshotID)", "volumeId": "\(snapshotted.volume.volumeID)",
            ]
        )
    }

    /// What may yet turn out well is no error.
    private func log(_ failure: AWSClientError, of volume: AttachedVolume, _ holdBack: HoldBack) {
        logger.log(
            level: holdBack == .forGood ? .error : .warning,
            "No snapshot with description [\(description(of: volume))]: \(failure)."
        )
    }

    private func description(of volume: AttachedVolume) -> String {
        "Autosnap-\(launch.instanceID)-\(volume.volumeID)"
    }
}
