package import AWSClient
internal import LambdaRuntime

/// Not every volume of a launched instance has its snapshot, or the instance not its tag. What was made is kept, and
/// another delivery of the event makes what is missing.
package struct SnapshotFailure: ReportableError, Sendable, CustomStringConvertible {
    /// What could not be done.
    package enum Cause: Sendable {
        /// EC2 could not be asked about the instance.
        case observation(AWSClientError)
        /// EC2 didn't know the instance, or showed no volume of it, for as long as there was time.
        case notVisible(Plan.WaitReason)
        /// These volumes have no snapshot.
        case volumes([(volumeID: String, failure: AWSClientError)])
        /// Every volume has its snapshot, but the instance could not be tagged.
        case tag(AWSClientError)
    }

    /// The instance.
    package let instanceID: InstanceID
    /// What could not be done.
    package let cause: Cause
    /// The snapshots made all the same.
    package let created: [SnapshottedVolume]
    /// The snapshots that were there already.
    package let existing: [SnapshottedVolume]

    /// What Lambda's metrics and destinations show.
    package var errorType: String {
        switch cause {
        case .observation: "Function.InstanceNotObserved"
        case .notVisible: "Function.VolumesNotVisible"
        case .volumes: "Function.SnapshotFailed"
        case .tag: "Function.TagFailed"
        }
    }

    /// What failed, on what, with AWS's code and request ID, what was made all the same, and what to do.
    package var errorMessage: String { errorMessage(explanations: Self.explanationLimit) }

    /// The same, with at most that many bytes of what AWS says beyond codes and request IDs.
    func errorMessage(explanations limit: Int) -> String {
        "\(problem(explanations: limit)) \(made)\(advice)"
    }

    /// With it, an instance of 128 volumes is told of within the 32 KiB that Lambda keeps of an error.
    static let explanationLimit = 8_192

    /// The message.
    package var description: String { errorMessage }

    /// What failed, on what, and why.
    var problem: String { problem(explanations: Self.explanationLimit) }

    private func problem(explanations limit: Int) -> String {
        switch cause {
        case .observation(let failure): "\(instanceID) could not be looked at: \(failure)."
        case .notVisible(.instanceUnknown):
            "EC2 doesn't know instance \(instanceID) in this account and region."
        case .notVisible(.noVolumes):
            "EC2 shows no volume of instance \(instanceID), which has an EBS root device."
        case .volumes(let failures):
            "\(failures.count) of \(failures.count + created.count + existing.count) volumes of \(instanceID) "
                + "have no snapshot: \(VolumeFailures(failures: failures).text(explanations: limit))."
        case .tag(let failure):
            "Every volume of \(instanceID) has its snapshot, but the instance could not be tagged: \(failure)."
        }
    }

    private var made: String {
        let list = (created + existing).map { "\($0.volume.volumeID) has \($0.snapshotID)" }
        return list.isEmpty ? "" : "Kept: \(list.joined(separator: ", ")). "
    }

    private var advice: String {
        "The instance is not tagged \(SnapshotsTag.key)=\(SnapshotsTag.value); "
            + "a retry of the event makes only what is missing."
    }
}
