public import HTTPTypes
public import Platform

/// Signs requests to one AWS service in one region with AWS Signature Version 4.
///
/// A signature is made in four steps, named as the specification names them, a file each:
///
/// 1. `CanonicalRequest`: the request in a form that client and service agree on byte for byte.
/// 2. `StringToSign`: the algorithm, the date, the `CredentialScope` and the canonical request's hash.
/// 3. `SigningKey`: derived from the secret access key for one day, region and service; `SigningKeyCache` keeps it.
/// 4. The signature: the HMAC of the string to sign, put in a header (`sign`) or the query (`presign`).
///
/// The way back, from a request that was received to whether its signature is right, is `ReceivedSignature` and
/// `Verifier`. Nothing here does I/O or asks for the time. Where the specification leaves room, the result is
/// what botocore makes of the same request, because that is what AWS accepts every day.
///
/// See <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html>.
public struct Signer: Sendable {
    /// The service's name in the credential scope, for instance `ec2`, or `monitoring` for CloudWatch.
    public let service: String
    /// The region in the credential scope, for instance `eu-west-1`.
    public let region: String
    /// What the service wants done differently.
    public let options: SigningOptions

    let keyCache: SigningKeyCache

    /// A signer for that service in that region.
    ///
    /// - Parameters:
    ///   - options: The service's own, unless given.
    ///   - keyCache: Where derived keys are kept; signers may share one.
    public init(
        service: String,
        region: String,
        options: SigningOptions? = nil,
        keyCache: SigningKeyCache = SigningKeyCache()
    ) {
        self.service = service
        self.region = region
        self.options = options ?? .standard(for: service)
        self.keyCache = keyCache
    }

    /// The request with `Authorization` and `X-Amz-Date` headers, and `X-Amz-Security-Token` if there is a session
    /// token. Such headers of an earlier signature are replaced.
    ///
    /// All headers are signed but those that proxies and HTTP clients alter, so the request must be sent exactly as
    /// it is returned, with its authority (in lower case, without the scheme's default port) as `Host`.
    public func sign(
        _ request: HTTPRequest,
        payload: Payload,
        credentials: Credentials,
        at time: Timestamp
    ) throws(SigningError) -> HTTPRequest {
        try signShowingSteps(request, payload: payload, credentials: credentials, at: time).request
    }

    /// The request with its signature in the query, for somebody else to send within that time.
    ///
    /// The query's own parameters come first, in the same order, but newly percent-encoded; all headers of the
    /// request are signed and must be sent with it. Amazon S3 expects the payload to be `.unsigned`.
    ///
    /// - Parameter expiresIn: 1 second to 7 days, cut to whole seconds.
    public func presign(
        _ request: HTTPRequest,
        payload: Payload = .empty,
        credentials: Credentials,
        at time: Timestamp,
        expiresIn: Duration
    ) throws(SigningError) -> HTTPRequest {
        try presignShowingSteps(
            request,
            payload: payload,
            credentials: credentials,
            at: time,
            expiresIn: expiresIn
        ).request
    }
}
