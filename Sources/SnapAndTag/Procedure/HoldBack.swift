package import AWSClient

/// How long a volume is left alone after CreateSnapshot failed for it, before it may be asked again.
///
/// By then EC2 has been looked at once more, so that a snapshot which was made after all is found, not made twice.
package enum HoldBack {
    /// EBS refuses a second CreateSnapshot of one volume for this long (EBS error table). It is also the guard behind
    /// every resend: if a request whose answer was lost did take effect, EBS itself refuses the next one.
    package static let perVolumeInterval: Duration = .seconds(15)

    /// How long a snapshot made by a request whose answer was lost is given to show itself. Well within
    /// `perVolumeInterval`, so that the guard still stands when the request is sent again.
    package static let settling: Duration = .seconds(5)

    /// Nil when the failure is final and asking again within this invocation is of no use.
    ///
    /// - Parameter attempt: How often the volume was asked for in this invocation, from 1.
    package static func duration(after failure: AWSClientError, attempt: Int) -> Duration? {
        if case .deadline = failure { return nil }
        if failure.mayHaveTakenEffect { return settling }
        if case .service(let error) = failure {
            switch error.code {
            case .snapshotCreationPerVolumeRateExceeded: return perVolumeInterval
            case .incorrectState, .volumeNotFound: return backoff(attempt)
            default: break
            }
        }
        return FailureClass(of: failure) == .permanent ? nil : backoff(attempt)
    }

    /// 1, 2, 4, … seconds, at most 20.
    private static func backoff(_ attempt: Int) -> Duration {
        .seconds(min(20, 1 << min(attempt - 1, 5)))
    }
}
