public import HTTPTypes
public import Platform

/// The signature that a request came with, read but not yet verified: who claims to have signed what, and when.
///
/// Nothing of it is to be trusted before `Verifier` has accepted it; the access key ID is needed before that, to
/// look up the secret to verify it with.
public struct ReceivedSignature: Sendable, Hashable {
    /// Where in the request the signature was.
    public enum Placement: Sendable, Hashable {
        /// In the `Authorization` header.
        case header
        /// In the query: the request was presigned.
        case query
    }

    /// Where in the request the signature was.
    public let placement: Placement
    /// Which key it is said to be signed with.
    public let accessKeyID: String
    /// The day, region and service it is said to be signed for.
    public let scope: CredentialScope
    /// The names of the signed headers: in lower case, sorted, each once.
    public let signedHeaders: [String]
    /// When it is said to be signed.
    public let signedAt: Timestamp
    /// How long after that a presigned request is good; nil for a signature in the header.
    public let expiresIn: Duration?
    /// The session token, if temporary credentials were used. A secret.
    public let sessionToken: String?

    /// The signature itself, 64 hexadecimal digits.
    let signature: String
    /// The date as it stood in the request, which may have been in `Date` and in another form.
    let date: String

    /// Reads the signature of a request as it came from the wire.
    ///
    /// - Throws: `VerificationError` if there is none, more than one, or one that can't be read.
    public init(of request: HTTPRequest) throws(VerificationError) {
        let parameters = AuthorizationParameters(of: request)
        switch (request.headerFields.contains(.authorization), parameters.isEmpty) {
        case (false, true): throw .missing
        case (true, false): throw .headerAndQuery
        case (true, true): try self.init(headersOf: request)
        case (false, false): try self.init(parameters)
        }
    }

    init(
        placement: Placement,
        credential: Credential,
        signedHeaders: [String],
        signature: String,
        date: SignatureDate,
        expiresIn: Duration?,
        sessionToken: String?
    ) throws(VerificationError) {
        guard credential.scope.date == date.time.dateStamp else { throw .scopeDateDiffers }
        self.placement = placement
        accessKeyID = credential.accessKeyID
        scope = credential.scope
        self.signedHeaders = signedHeaders
        self.signature = signature
        signedAt = date.time
        self.date = date.text
        self.expiresIn = expiresIn
        self.sessionToken = sessionToken
    }
}

extension ReceivedSignature: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Who signed what and when, with neither the signature nor the session token.
    public var description: String {
        "ReceivedSignature(\(accessKeyID), \(scope), at \(signedAt.iso8601), "
            + "of \(signedHeaders.joined(separator: ";")))"
    }

    /// The same as `description`: no way of printing shows a secret.
    public var debugDescription: String { description }

    /// Nothing to reflect on, so that `dump` shows no secret either.
    public var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID, "scope": scope]) }
}
