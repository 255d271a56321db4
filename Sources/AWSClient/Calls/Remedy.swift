internal import Platform

/// A cause of a refusal that the caller can remove by itself before it tries again.
enum Remedy: Hashable, CustomStringConvertible {
    /// The clock is wrong: reckon with the server's.
    case correctClock
    /// The credentials are no longer good: ask the provider for others.
    case renewCredentials

    /// What was done, as a clause.
    var description: String {
        switch self {
        case .correctClock: "reckoned by the server's clock"
        case .renewCredentials: "signed with new credentials"
        }
    }

    /// How far the clocks must be apart to be the cause: a little less than the five minutes that the strictest
    /// services allow.
    static let notableSkew: Duration = .seconds(4 * 60)

    /// What may remove the cause of that failure; nil when nothing known does.
    static func of(_ failure: AttemptFailure, tried: Set<Remedy>) -> Remedy? {
        guard case .service(let refusal) = failure.error else { return nil }
        if clockCodes.contains(refusal.code), clocksDiffer(failure), !tried.contains(.correctClock) {
            return .correctClock
        }
        if credentialsCodes.contains(refusal.code), !tried.contains(.renewCredentials) {
            return .renewCredentials
        }
        return nil
    }

    private static func clocksDiffer(_ failure: AttemptFailure) -> Bool {
        guard let serverDate = failure.serverDate, let signedAt = failure.signedAt else { return false }
        let skew = serverDate - signedAt
        return skew > notableSkew || skew < .zero - notableSkew
    }

    private static let clockCodes: Set<AWSError.Code> = [
        .requestExpired, .requestTimeTooSkewed, .signatureDoesNotMatch, .authFailure,
        .invalidSignatureException,
    ]

    /// EC2 says `AuthFailure` of any credentials that it can't accept, and `RequestExpired` of expired ones.
    private static let credentialsCodes: Set<AWSError.Code> = [
        .requestExpired, .expiredToken, .expiredTokenException, .authFailure,
    ]
}
