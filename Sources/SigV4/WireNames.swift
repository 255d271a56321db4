internal import HTTPTypes

/// The one algorithm: HMAC with SHA-256 over a canonical request.
let signatureAlgorithm = "AWS4-HMAC-SHA256"
/// What ends a credential scope.
let scopeTerminator = "aws4_request"
/// Stands in place of a payload's hash.
let unsignedPayload = "UNSIGNED-PAYLOAD"
/// For how long a presigned request may be good: up to seven days, as long as its signing key.
let presignedSeconds: ClosedRange<Int64> = 1...604_800

extension HTTPField.Name {
    /// The host and port; in `HTTPRequest` mostly the authority instead of a header.
    static let hostHeader = Self(wireName: "Host")
    /// When the request was signed, `20260115T120000Z`.
    static let amzDate = Self(wireName: "X-Amz-Date")
    /// The session token of temporary credentials.
    static let amzSecurityToken = Self(wireName: "X-Amz-Security-Token")
    /// The hash of the body, or what stands for it.
    static let amzContentSHA256 = Self(wireName: "X-Amz-Content-Sha256")

    /// Whether the header is left out of a signature: proxies, load balancers and HTTP clients change or drop it.
    /// It is the list of the AWS SDKs, with all of `proxy-*`.
    var isNeverSigned: Bool {
        // By the first letter, because this is asked of every header and most have another one.
        switch canonicalName.utf8.first {
        case UInt8(ascii: "c"): canonicalName == "connection"
        case UInt8(ascii: "e"): canonicalName == "expect"
        case UInt8(ascii: "k"): canonicalName == "keep-alive"
        case UInt8(ascii: "p"): canonicalName.hasPrefix("proxy-")
        case UInt8(ascii: "t"): ["te", "trailer", "transfer-encoding"].contains(canonicalName)
        case UInt8(ascii: "u"): ["upgrade", "user-agent"].contains(canonicalName)
        case UInt8(ascii: "x"): canonicalName == "x-amzn-trace-id"
        default: false
        }
    }

    private init(wireName: StaticString) {
        guard let name = Self("\(wireName)") else { preconditionFailure("\(wireName) can't name a header.") }
        self = name
    }
}

/// The query parameters of a presigned request.
enum AuthorizationParameter {
    static let algorithm = "X-Amz-Algorithm"
    static let credential = "X-Amz-Credential"
    static let date = "X-Amz-Date"
    static let expires = "X-Amz-Expires"
    static let signedHeaders = "X-Amz-SignedHeaders"
    static let signature = "X-Amz-Signature"
    static let securityToken = "X-Amz-Security-Token"

    /// All of them, in the order in which they are written.
    static let all = [algorithm, credential, date, expires, signedHeaders, securityToken, signature]
}
