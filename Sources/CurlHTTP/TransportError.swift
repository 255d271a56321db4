/// A transfer that ended without a whole answer: what kind of failure, what libcurl said, and whether the server
/// may have acted on the request all the same. An answer of 4xx or 5xx is a response and not an error of this type.
package struct TransportError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds a caller can decide on.
    package enum Kind: String, Sendable {
        /// The request has no URL that libcurl could be given.
        case invalidRequest
        /// The host's or the proxy's name has no address.
        case nameResolution
        /// No connection: refused, unreachable, or the proxy declined.
        case connection
        /// The TLS handshake failed for another reason than the certificate.
        case tls
        /// The server's certificate is not to be trusted: unknown authority, expired, another host's.
        case certificate
        /// A time limit passed: on connecting, or on the whole transfer.
        case timeout
        /// The connection was reset or closed before a whole answer had come.
        case connectionLost
        /// The answer isn't HTTP.
        case malformedResponse
        /// The answer is larger than the request's limit.
        case responseTooLarge
        /// The caller's task was cancelled, or the transport was shut down.
        case cancelled
        /// Anything else; libcurl's code says what.
        case other
    }

    /// How far the request had got when the transfer failed.
    package enum RequestProgress: String, Sendable {
        /// Not one byte of it can have reached the server: to send it again can't repeat its effect.
        case notSent
        /// The server may have received and performed it.
        case maybeReceived
    }

    /// What kind of failure it is.
    package let kind: Kind
    /// Whether the server may have performed the request.
    package let progress: RequestProgress
    /// Where the request was going: scheme, host and port, and never a path or query.
    package let origin: String
    /// libcurl's `CURLcode`; 0 when the reason is not one of libcurl's.
    package let code: Int32
    /// libcurl's own words (`CURLOPT_ERRORBUFFER`, or else the code's text).
    package let message: String

    /// An error of that kind.
    package init(kind: Kind, progress: RequestProgress, origin: String, code: Int32, message: String) {
        self.kind = kind
        self.progress = progress
        self.origin = origin
        self.code = code
        self.message = message
    }

    /// One sentence for a person, without its full stop.
    package var description: String {
        let source = code == 0 ? kind.rawValue : "\(kind.rawValue), libcurl \(code)"
        return "No answer from \(origin) (\(source)): \(message)"
    }
}
