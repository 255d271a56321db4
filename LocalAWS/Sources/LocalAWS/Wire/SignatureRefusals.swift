internal import Platform
internal import SigV4

/// The words in which a service refuses a signature: EC2 has its own, the query services theirs, the JSON services
/// others again.
struct SignatureRefusals: Sendable {
    let wire: WireProtocol

    var unknownKey: ServiceError {
        refusal(
            query: "InvalidClientTokenId",
            json: "UnrecognizedClientException",
            "The security token included in the request is invalid."
        )
    }

    /// For a session that has ended.
    var expiredToken: ServiceError {
        let message = "The security token included in the request is expired"
        return switch wire {
        case .ec2: ServiceError("RequestExpired", "Request has expired.", status: 400)
        case .query: ServiceError("ExpiredToken", message, status: 403)
        case .json, .cbor, .rest: ServiceError("ExpiredTokenException", message, status: jsonStatus)
        }
    }

    var invalidRegion: ServiceError {
        mismatch("Credential should be scoped to a valid region.")
    }

    func error(for refusal: VerificationError) -> ServiceError {
        switch refusal {
        case .missing: missing
        case .headerAndQuery, .absent, .repeated, .malformed, .unsupportedAlgorithm, .expiryOutOfRange:
            incomplete(refusal)
        case .skewed, .expired, .notYetValid: expired(refusal)
        case .signatureDiffers:
            mismatch(
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                    + "Access Key and signing method. Consult the service documentation for details."
            )
        case .scopeDateDiffers, .otherService, .otherRegion, .unsignedHeaders, .absentSignedHeaders,
            .payloadDiffers:
            mismatch("\(refusal)")
        }
    }

    private var missing: ServiceError {
        let message = "Request is missing Authentication Token"
        return wire.isForm
            ? ServiceError("MissingAuthenticationToken", message, status: 403)
            : ServiceError("MissingAuthenticationTokenException", message, status: jsonStatus)
    }

    private func incomplete(_ refusal: VerificationError) -> ServiceError {
        wire.isForm
            ? ServiceError("IncompleteSignature", "\(refusal)", status: 400)
            : ServiceError("IncompleteSignatureException", "\(refusal)", status: jsonStatus)
    }

    private func expired(_ refusal: VerificationError) -> ServiceError {
        if wire == .ec2 {
            return ServiceError("RequestExpired", "Request has expired. \(refusal)", status: 400)
        }
        switch refusal {
        case .skewed(let signedAt, let now) where signedAt < now:
            return mismatch(
                "Signature expired: \(signedAt.iso8601Basic) is now earlier than "
                    + "\((now - .seconds(900)).iso8601Basic) (\(now.iso8601Basic) - 15 min.)"
            )
        case .skewed(let signedAt, let now), .notYetValid(let signedAt, let now):
            return mismatch(
                "Signature not yet current: \(signedAt.iso8601Basic) is still later than "
                    + "\((now + .seconds(900)).iso8601Basic) (\(now.iso8601Basic) + 15 min.)"
            )
        default:
            return ServiceError("RequestExpired", "Request has expired. \(refusal)", status: 400)
        }
    }

    private func mismatch(_ message: String) -> ServiceError {
        refusal(query: "SignatureDoesNotMatch", json: "InvalidSignatureException", message)
    }

    private func refusal(query: String, json: String, _ message: String) -> ServiceError {
        switch wire {
        case .ec2:
            ServiceError(
                "AuthFailure",
                "AWS was not able to validate the provided access credentials",
                status: 401
            )
        case .query: ServiceError(query, message, status: 403)
        case .json, .cbor, .rest: ServiceError(json, message, status: jsonStatus)
        }
    }

    /// JSON services refuse with 400, REST services with 403.
    private var jsonStatus: Int { wire == .rest ? 403 : 400 }
}
