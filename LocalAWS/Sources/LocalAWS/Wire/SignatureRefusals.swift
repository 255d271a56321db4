internal import Platform
internal import SigV4

/// The words in which a service refuses a signature: EC2 has its own.
struct SignatureRefusals: Sendable {
    let format: WireFormat

    var unknownKey: ServiceError {
        switch format {
        case .ec2: authFailure
        case .query:
            ServiceError(
                "InvalidClientTokenId",
                "The security token included in the request is invalid.",
                status: 403
            )
        }
    }

    var invalidRegion: ServiceError {
        switch format {
        case .ec2: authFailure
        case .query:
            ServiceError(
                "SignatureDoesNotMatch",
                "Credential should be scoped to a valid region.",
                status: 403
            )
        }
    }

    func error(for refusal: VerificationError) -> ServiceError {
        switch refusal {
        case .missing:
            ServiceError(
                "MissingAuthenticationToken",
                "Request is missing Authentication Token",
                status: 403
            )
        case .headerAndQuery, .absent, .repeated, .malformed, .unsupportedAlgorithm, .expiryOutOfRange:
            ServiceError("IncompleteSignature", "\(refusal)", status: 400)
        case .skewed, .expired, .notYetValid:
            expired(refusal)
        case .scopeDateDiffers, .otherService, .otherRegion, .unsignedHeaders, .absentSignedHeaders,
            .payloadDiffers, .signatureDiffers:
            differs(refusal)
        }
    }

    private func expired(_ refusal: VerificationError) -> ServiceError {
        switch (format, refusal) {
        case (.ec2, _):
            ServiceError("RequestExpired", "Request has expired. \(refusal)", status: 400)
        case (.query, .skewed(let signedAt, let now)) where signedAt < now:
            ServiceError(
                "SignatureDoesNotMatch",
                "Signature expired: \(signedAt.iso8601Basic) is now earlier than "
                    + "\((now - .seconds(900)).iso8601Basic) (\(now.iso8601Basic) - 15 min.)",
                status: 403
            )
        case (.query, .skewed(let signedAt, let now)), (.query, .notYetValid(let signedAt, let now)):
            ServiceError(
                "SignatureDoesNotMatch",
                "Signature not yet current: \(signedAt.iso8601Basic) is still later than "
                    + "\((now + .seconds(900)).iso8601Basic) (\(now.iso8601Basic) + 15 min.)",
                status: 403
            )
        case (.query, _):
            ServiceError("RequestExpired", "Request has expired. \(refusal)", status: 400)
        }
    }

    private func differs(_ refusal: VerificationError) -> ServiceError {
        switch format {
        case .ec2: authFailure
        case .query:
            ServiceError(
                "SignatureDoesNotMatch",
                refusal == .signatureDiffers
                    ? "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                        + "Access Key and signing method. Consult the service documentation for details."
                    : "\(refusal)",
                status: 403
            )
        }
    }

    private var authFailure: ServiceError {
        ServiceError(
            "AuthFailure",
            "AWS was not able to validate the provided access credentials",
            status: 401
        )
    }
}
