public import Platform

/// Why a request's signature isn't accepted. No case carries a secret.
public enum VerificationError: Error, Sendable, Equatable {
    /// The parts that a signature is made of.
    public enum Part: String, Sendable {
        case authorization = "Authorization header"
        case algorithm
        case credential
        case credentialScope = "credential scope"
        case signedHeaders = "list of signed headers"
        case signature
        case date
        case expiry
        case sessionToken = "session token"
        case payloadHash = "X-Amz-Content-Sha256 header"
    }

    /// The request isn't signed.
    case missing
    /// The request is signed twice, in the header and in the query.
    case headerAndQuery
    /// The signature lacks the part.
    case absent(Part)
    /// The part comes more than once.
    case repeated(Part)
    /// The part can't be read.
    case malformed(Part)
    /// It is not AWS4-HMAC-SHA256.
    case unsupportedAlgorithm
    /// The day of the credential scope isn't that of the request's date.
    case scopeDateDiffers
    /// The request is signed for another service.
    case otherService(String, expected: String)
    /// The request is signed for another region.
    case otherRegion(String, expected: String)
    /// These headers are in the request and must be signed, but aren't: `host`, and all `x-amz-*`.
    case unsignedHeaders([String])
    /// These headers are said to be signed, but the request hasn't got them.
    case absentSignedHeaders([String])
    /// The signer's clock and ours are too far apart, or the request was long on its way.
    case skewed(signedAt: Timestamp, now: Timestamp)
    /// The presigned request was good until then.
    case expired(at: Timestamp, now: Timestamp)
    /// The presigned request was signed in the future.
    case notYetValid(signedAt: Timestamp, now: Timestamp)
    /// A presigned request can be good for 1 second to 7 days.
    case expiryOutOfRange
    /// The body's hash isn't that of `X-Amz-Content-Sha256`.
    case payloadDiffers
    /// It was signed with another secret, or changed since.
    case signatureDiffers
}

extension VerificationError: CustomStringConvertible {
    /// One sentence for a person.
    public var description: String {
        switch self {
        case .missing: "The request isn't signed."
        case .headerAndQuery: "The request has a signature both in the Authorization header and in the query."
        case .absent(let part): "The signature has no \(part.rawValue)."
        case .repeated(let part): "The signature's \(part.rawValue) comes more than once."
        case .malformed(let part): "The signature's \(part.rawValue) can't be read."
        case .unsupportedAlgorithm: "The signature's algorithm isn't \(signatureAlgorithm)."
        case .scopeDateDiffers: "The date of the credential scope isn't that of the request."
        case .otherService(let service, let expected):
            "The request is signed for the service \(service) instead of \(expected)."
        case .otherRegion(let region, let expected):
            "The request is signed for the region \(region) instead of \(expected)."
        case .unsignedHeaders(let names):
            "Headers must be signed, but aren't: \(names.joined(separator: ", "))."
        case .absentSignedHeaders(let names):
            "Headers are said to be signed, but aren't there: \(names.joined(separator: ", "))."
        case .skewed(let signedAt, let now):
            "The request was signed at \(signedAt.iso8601Basic), too far from \(now.iso8601Basic)."
        case .expired(let expiry, let now):
            "The request expired at \(expiry.iso8601Basic); it is \(now.iso8601Basic)."
        case .notYetValid(let signedAt, let now):
            "The request was signed in the future, at \(signedAt.iso8601Basic); it is \(now.iso8601Basic)."
        case .expiryOutOfRange:
            "The request's expiry isn't between \(presignedSeconds.lowerBound) and \(presignedSeconds.upperBound) s."
        case .payloadDiffers: "The body's hash isn't the one in X-Amz-Content-Sha256."
        case .signatureDiffers:
            "The signature isn't the one expected: another secret signed the request, or it was changed since."
        }
    }
}
