/// What became of a message.
enum Outcome: Sendable {
    /// The launched instance was seen to.
    case handled(LaunchReport)
    /// There was nothing to do.
    case ignored(reason: String)
    /// It announces something that can't be acted on.
    case rejected(BadEvent)
    /// A snapshot or the tag is missing.
    case failed(SnapshotFailure)
}

/// A message's outcome, and the name by which a batch of SQS reports it.
struct MessageOutcome: Sendable {
    let sqsMessageID: String?
    let outcome: Outcome
}
