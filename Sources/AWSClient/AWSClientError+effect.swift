internal import CurlHTTP

extension AWSClientError {
    /// Whether AWS may have done what it was asked although the call failed.
    ///
    /// False only when it is certain that nothing was done: the request never left, or AWS refused it. To repeat a
    /// call that isn't idempotent after a failure of which this is true can do the thing twice: look first.
    package var mayHaveTakenEffect: Bool {
        switch self {
        case .service(let error):
            FailureClass(of: error) != .throttling && error.status >= 500
        case .transport(_, let error):
            error.progress == .maybeReceived
        case .response(let error):
            (200..<300).contains(error.status) || error.status >= 500
        case .credentials, .invalidCall:
            false
        case .deadline(_, let last):
            last?.mayHaveTakenEffect ?? false
        }
    }
}
