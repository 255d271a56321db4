/// Why a request can't be signed.
public enum SigningError: Error, Sendable, Equatable {
    /// What of the signer or the credentials can't be used.
    public enum Part: String, Sendable {
        case accessKeyID = "access key ID"
        case secretAccessKey = "secret access key"
        case sessionToken = "session token"
        case region
        case service
    }

    /// The request has neither an authority nor a `Host` header.
    case missingHost
    /// The part is empty, or has characters that can't stand in a signature, such as a line break.
    case unusable(Part)
    /// A presigned request can be good for 1 second to 7 days.
    case expiryOutOfRange(Duration)
}

extension SigningError: CustomStringConvertible {
    /// One sentence for a person; no secret is in it.
    public var description: String {
        switch self {
        case .missingHost:
            "The request can't be signed: it names no host."
        case .unusable(let part):
            "The request can't be signed: the \(part.rawValue) is empty, or has white space or other characters "
                + "that can't be part of it."
        case .expiryOutOfRange(let duration):
            "The request can't be presigned for \(duration): 1 second to 7 days are possible."
        }
    }
}
