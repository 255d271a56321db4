package import CurlHTTP

/// What a failure says about trying again. This file is the one place where that is decided: by AWS's code when it is
/// a known one, else by the HTTP status, as "Retry behavior" of the AWS SDKs and Tools Reference Guide has it.
package enum FailureClass: Sendable, Equatable {
    /// AWS did nothing because it was asked too often.
    case throttling
    /// A fault of the moment, on AWS's side or on the way.
    case transient
    /// A transient fault that cost a whole time limit.
    case timeout
    /// The same call would fail again.
    case permanent

    /// The class of any failure of a call. A success that can't be read is permanent: a transfer that was cut short is
    /// the transport's failure, and what came whole would come again as it is.
    package init(of error: AWSClientError) {
        switch error {
        case .service(let error): self.init(of: error)
        case .transport(_, let error): self.init(of: error)
        case .response(let error):
            self = Self.transientStatuses.contains(error.status) ? .transient : .permanent
        case .credentials, .invalidCall, .deadline: self = .permanent
        }
    }

    /// The class of a refusal.
    package init(of error: AWSError) {
        if Self.throttlingCodes.contains(error.code.rawValue) {
            self = .throttling
        } else if Self.transientCodes.contains(error.code.rawValue) {
            self = .transient
        } else if error.status == Self.tooManyRequests {
            self = .throttling
        } else {
            self = Self.transientStatuses.contains(error.status) ? .transient : .permanent
        }
    }

    /// The class of a call without an answer.
    package init(of error: TransportError) {
        self =
            switch error.kind {
            case .timeout: .timeout
            case .nameResolution, .connection, .tls, .connectionLost, .malformedResponse, .other: .transient
            case .invalidRequest, .certificate, .responseTooLarge, .cancelled: .permanent
            }
    }

    /// Codes that say "too often". EBS's limits on the snapshots of one volume are not among them: they want a wait of
    /// 15 seconds and more, which is for the procedure to decide.
    private static let throttlingCodes: Set<String> = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "RequestThrottled",
        "TooManyRequestsException", "ProvisionedThroughputExceededException",
        "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "SlowDown",
        "PriorRequestNotComplete", "EC2ThrottledException",
    ]

    private static let transientCodes: Set<String> = [
        "RequestTimeout", "RequestTimeoutException", "InternalError", "InternalFailure", "ServerInternal",
        "Unavailable", "ServiceUnavailable", "IDPCommunicationError", "RetryableError",
    ]

    private static let transientStatuses: Set<Int> = [500, 502, 503, 504]

    /// What a proxy or gateway answers that limits rates (RFC 6585).
    private static let tooManyRequests = 429
}
