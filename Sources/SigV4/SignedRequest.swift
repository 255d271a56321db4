public import HTTPTypes

/// A signed request, and the steps in which its signature was made.
public struct SignedRequest: Sendable {
    /// What is to be sent.
    public internal(set) var request: HTTPRequest
    /// Step 1.
    public let canonicalRequest: CanonicalRequest
    /// Step 2.
    public let stringToSign: StringToSign
    /// The day, region and service that the signing key of step 3 is for.
    public let credentialScope: CredentialScope
    /// Step 4, in hexadecimal.
    public let signature: String
}
