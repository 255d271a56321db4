internal import HTTPTypes

/// What stands for a request's body in its signature.
public enum Payload: Sendable, Hashable {
    /// The body itself, as it is sent.
    case bytes([UInt8])
    /// The body's hash, when it is known already or the body is somewhere else.
    case sha256(SHA256Digest)
    /// Nothing: the body may be anything. Few services take it, and only over TLS.
    case unsigned

    /// No body.
    public static let empty = Payload.bytes([])

    /// The last line of the canonical request.
    var hash: String {
        switch self {
        case .bytes([]): Self.hashOfNothing
        case .bytes(let bytes): SHA256Digest(of: bytes).hex
        case .sha256(let digest): digest.hex
        case .unsigned: unsignedPayload
        }
    }

    /// What a request is to be signed with: as with botocore, a hash that the request has in a header already
    /// counts more than the body.
    func hash(toSignIn request: HTTPRequest) -> String {
        guard request.headerFields.contains(.amzContentSHA256) else { return hash }
        return request.headerFields[.amzContentSHA256] ?? hash
    }

    private static let hashOfNothing = SHA256Digest(of: []).hex
}
