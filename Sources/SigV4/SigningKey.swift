/// Step 3: a key derived from the secret access key, good for one day, region and service.
///
/// It is kept inside libcrypto's context, which wipes it when it is freed.
final class SigningKey: Sendable {
    private let mac: HMACSHA256

    init(secretAccessKey: String, scope: CredentialScope) {
        mac = HMACSHA256(key: Self.derive(secretAccessKey: secretAccessKey, scope: scope))
    }

    /// The key's 32 bytes.
    static func derive(secretAccessKey: String, scope: CredentialScope) -> [UInt8] {
        let seed = Array("AWS4\(secretAccessKey)".utf8)
        return [scope.date, scope.region, scope.service, scopeTerminator].reduce(seed) { key, text in
            HMACSHA256(key: key).authenticationCode(for: Array(text.utf8))
        }
    }

    /// Step 4: the signature, in hexadecimal.
    func signature(of stringToSign: StringToSign) -> String {
        mac.authenticationCode(for: stringToSign.bytes).hex
    }
}
