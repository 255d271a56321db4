/// Step 2: the few lines that are signed, with the hash of the canonical request as the last of them.
public struct StringToSign: Sendable, Hashable, CustomStringConvertible {
    let bytes: [UInt8]

    /// - Parameter date: The request's date, `20260115T120000Z`.
    init(_ canonicalRequest: CanonicalRequest, date: String, scope: CredentialScope) {
        let hash = SHA256Digest(of: canonicalRequest.bytes).hex
        bytes = joinedBytes(signatureAlgorithm, "\n", date, "\n", scope.description, "\n", hash)
    }

    /// The lines as text.
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}
