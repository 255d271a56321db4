public import HTTPTypes
public import Platform

/// Says whether a request's signature is right, as AWS would.
public struct Verifier: Sendable {
    /// The service that requests must be signed for; nil takes any.
    public let service: String?
    /// The region that requests must be signed for; nil takes any.
    public let region: String?
    /// How far the signer's clock may be off, in either direction.
    public let allowedSkew: Duration

    private let keyCache: SigningKeyCache

    /// A verifier of requests to that service in that region.
    ///
    /// - Parameter allowedSkew: 15 minutes unless given, as with AWS.
    public init(
        service: String? = nil,
        region: String? = nil,
        allowedSkew: Duration = .seconds(900),
        keyCache: SigningKeyCache = SigningKeyCache()
    ) {
        self.service = service
        self.region = region
        self.allowedSkew = allowedSkew
        self.keyCache = keyCache
    }

    /// Returns if that secret signed this request and it is still good at that time; throws the first reason
    /// against it otherwise. The signature is compared in constant time.
    ///
    /// - Parameters:
    ///   - request: As it came from the wire: path and query not decoded, all headers, and `Host` either among
    ///     them or as the authority.
    ///   - payload: The body as it came. A presigned request to Amazon S3 has its payload `.unsigned`.
    ///   - secretAccessKey: That of `signature.accessKeyID`.
    public func verify(
        _ signature: ReceivedSignature,
        of request: HTTPRequest,
        payload: Payload,
        secretAccessKey: String,
        at now: Timestamp
    ) throws(VerificationError) {
        try checkScope(signature.scope)
        try checkTime(of: signature, at: now)
        try signature.checkHeaders(of: request)
        let payloadHash = try payload.hashSigned(in: request)

        let stringToSign = StringToSign(
            signature.canonicalRequest(of: request, payloadHash: payloadHash),
            date: signature.date,
            scope: signature.scope
        )
        let expected = keyCache.signingKey(secretAccessKey: secretAccessKey, scope: signature.scope)
            .signature(of: stringToSign)
        guard isEqualInConstantTime(Array(expected.utf8), Array(signature.signature.utf8)) else {
            throw .signatureDiffers
        }
    }
}

extension Verifier {
    private func checkScope(_ scope: CredentialScope) throws(VerificationError) {
        if let service, service != scope.service { throw .otherService(scope.service, expected: service) }
        if let region, region != scope.region { throw .otherRegion(scope.region, expected: region) }
    }

    private func checkTime(of signature: ReceivedSignature, at now: Timestamp) throws(VerificationError) {
        guard let expiresIn = signature.expiresIn else {
            let skew = now - signature.signedAt
            guard skew <= allowedSkew, .zero - skew <= allowedSkew else {
                throw .skewed(signedAt: signature.signedAt, now: now)
            }
            return
        }
        guard signature.signedAt <= now + allowedSkew else {
            throw .notYetValid(signedAt: signature.signedAt, now: now)
        }
        let expiry = signature.signedAt + expiresIn
        guard now <= expiry else { throw .expired(at: expiry, now: now) }
    }
}
