/// EC2's actions as they are named on the wire.
enum EC2Action: String {
    case describeVolumes = "DescribeVolumes"
    case describeSnapshots = "DescribeSnapshots"
    case describeInstances = "DescribeInstances"
    case createSnapshot = "CreateSnapshot"
    case createSnapshots = "CreateSnapshots"
    case createTags = "CreateTags"
    case deleteSnapshot = "DeleteSnapshot"

    /// Whether a call may be made twice.
    var idempotency: QueryRequest.Idempotency {
        switch self {
        case .createSnapshot, .createSnapshots: .nonIdempotent
        case .describeVolumes, .describeSnapshots, .describeInstances, .createTags, .deleteSnapshot:
            .idempotent
        }
    }

    /// An error for a call that can't be right.
    func invalid(_ reason: String) -> AWSClientError {
        .invalidCall(operation: "\(AWSService.ec2.signingName):\(rawValue)", reason: reason)
    }
}
