/// A reason of our own to end a transfer, for which libcurl only knows that a callback said no.
enum Refusal {
    case malformedHead
    case headTooLarge(limit: Int)
    case bodyTooLarge(limit: Int)
    /// libcurl was about to send the request a second time.
    case resend
    /// There is nobody to be trusted; why.
    case noAuthorities(String)

    var kind: TransportError.Kind {
        switch self {
        case .malformedHead: .malformedResponse
        case .headTooLarge, .bodyTooLarge: .responseTooLarge
        case .resend: .connectionLost
        case .noAuthorities: .certificate
        }
    }

    var message: String {
        switch self {
        case .malformedHead: "the answer's head isn't HTTP"
        case .headTooLarge(let limit): "the answer's head is larger than \(limit) bytes"
        case .bodyTooLarge(let limit): "the answer's body is larger than \(limit) bytes"
        case .noAuthorities(let reason): reason
        case .resend: "the kept connection was closed after the request was sent, which is not sent twice"
        }
    }
}
