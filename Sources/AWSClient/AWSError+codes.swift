/// The codes on which something is decided, in this module or by those who make the calls. Every other code travels just
/// as well. Source: "Error codes for the Amazon EC2 API", and the common errors of the Query services.
extension AWSError.Code {
    // MARK: The signature, the credentials, the clock

    /// EC2 can't accept the credentials or the signature.
    package static let authFailure = Self(rawValue: "AuthFailure")
    /// The temporary credentials have expired.
    package static let expiredToken = Self(rawValue: "ExpiredToken")
    /// The same, as some services spell it.
    package static let expiredTokenException = Self(rawValue: "ExpiredTokenException")
    /// The credentials have expired, or the clock is more than 15 minutes away.
    package static let requestExpired = Self(rawValue: "RequestExpired")
    /// The clock is too far away.
    package static let requestTimeTooSkewed = Self(rawValue: "RequestTimeTooSkewed")
    /// The signature is another than the service reckons; a wrong clock shows so too.
    package static let signatureDoesNotMatch = Self(rawValue: "SignatureDoesNotMatch")
    /// The same, as some services spell it.
    package static let invalidSignatureException = Self(rawValue: "InvalidSignatureException")
    /// The access key's identifier is unknown.
    package static let invalidClientTokenID = Self(rawValue: "InvalidClientTokenId")

    // MARK: Permissions

    /// IAM says no, in EC2's words.
    package static let unauthorizedOperation = Self(rawValue: "UnauthorizedOperation")
    /// IAM says no, in the words of the other Query services.
    package static let accessDenied = Self(rawValue: "AccessDenied")
    /// The call would have succeeded, had it not been a dry run.
    package static let dryRunOperation = Self(rawValue: "DryRunOperation")
    /// The account isn't subscribed to the service.
    package static let optInRequired = Self(rawValue: "OptInRequired")

    // MARK: Rates

    /// EC2's throttling: the bucket of the account, the region and the action is empty.
    package static let requestLimitExceeded = Self(rawValue: "RequestLimitExceeded")
    /// A second CreateSnapshot of a volume within about 15 seconds.
    package static let snapshotCreationPerVolumeRateExceeded =
        Self(rawValue: "SnapshotCreationPerVolumeRateExceeded")

    // MARK: Quotas

    /// The volume has too many snapshots under way.
    package static let concurrentSnapshotLimitExceeded = Self(rawValue: "ConcurrentSnapshotLimitExceeded")
    /// The account has too many snapshots under way.
    package static let pendingSnapshotLimitExceeded = Self(rawValue: "PendingSnapshotLimitExceeded")
    /// The account has as many snapshots as it may have.
    package static let snapshotLimitExceeded = Self(rawValue: "SnapshotLimitExceeded")
    /// A quota of another kind is used up.
    package static let resourceLimitExceeded = Self(rawValue: "ResourceLimitExceeded")
    /// The resource has as many tags as it may have.
    package static let tagLimitExceeded = Self(rawValue: "TagLimitExceeded")

    // MARK: Resources and their states

    /// No such instance, or not yet visible.
    package static let instanceNotFound = Self(rawValue: "InvalidInstanceID.NotFound")
    /// That isn't an instance's identifier.
    package static let instanceIDMalformed = Self(rawValue: "InvalidInstanceID.Malformed")
    /// No such volume, or not yet visible.
    package static let volumeNotFound = Self(rawValue: "InvalidVolume.NotFound")
    /// No such snapshot, or not yet visible.
    package static let snapshotNotFound = Self(rawValue: "InvalidSnapshot.NotFound")
    /// An image needs the snapshot.
    package static let snapshotInUse = Self(rawValue: "InvalidSnapshot.InUse")
    /// The volume's state doesn't allow it.
    package static let incorrectState = Self(rawValue: "IncorrectState")
    /// The instance's state doesn't allow it.
    package static let incorrectInstanceState = Self(rawValue: "IncorrectInstanceState")
    /// Two writers of one resource's tags met.
    package static let concurrentTagAccess = Self(rawValue: "ConcurrentTagAccess")
    /// The KMS key of the volume is disabled, about to be deleted, or its grant was revoked.
    package static let customerKeyHasBeenRevoked = Self(rawValue: "CustomerKeyHasBeenRevoked")

    // MARK: Paging

    /// The token of the next page is unknown or has expired.
    package static let invalidNextToken = Self(rawValue: "InvalidNextToken")
    /// The same, as some actions spell it.
    package static let invalidPaginationToken = Self(rawValue: "InvalidPaginationToken")

    // MARK: Auto Scaling

    /// The parameters don't fit, or no lifecycle action is waiting.
    package static let validationError = Self(rawValue: "ValidationError")
}
