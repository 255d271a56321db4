internal import JSON
internal import Platform

/// Credentials as a JSON object, which the container endpoint, the instance metadata service and a
/// `credential_process` answer with. What is told of a bad one quotes nothing of it.
struct CredentialDocument {
    /// What the member with the session token is called: `Token` over HTTP, `SessionToken` from a process.
    enum TokenName: String {
        case token = "Token"
        case sessionToken = "SessionToken"
    }

    private static let accessKeyID = "AccessKeyId"
    private static let secretAccessKey = "SecretAccessKey"
    private static let expiration = "Expiration"

    let json: JSON

    /// Reads the bytes as a JSON object.
    init(_ bytes: [UInt8]) throws(CredentialProblem) {
        guard let json = try? JSON.parse(bytes, limits: JSONLimits(size: 65_536, depth: 16)),
            json.objectValue != nil
        else { throw CredentialProblem("the answer is not a JSON object") }
        self.json = json
    }

    /// The credentials in it.
    func credentials(token: TokenName) throws(CredentialProblem) -> ResolvedCredentials {
        let parts = CredentialParts(
            names: .init(
                accessKeyID: Self.accessKeyID,
                secretAccessKey: Self.secretAccessKey,
                sessionToken: token.rawValue
            ),
            accessKeyID: try string(Self.accessKeyID),
            secretAccessKey: try string(Self.secretAccessKey),
            sessionToken: try string(token.rawValue)
        )
        if parts.isEmpty { throw CredentialProblem("the answer has no \(Self.accessKeyID)") }
        return ResolvedCredentials(try parts.credentials(), expiration: try expiration())
    }

    /// What an answer that is an error says: its code and message.
    func errorText(_ redaction: Redaction) -> String? {
        let texts = [json["code"] ?? json["Code"], json["message"] ?? json["Message"]]
            .compactMap { $0?.stringValue }
        guard !texts.isEmpty else { return nil }
        return shown(texts.joined(separator: ": ").utf8, redaction, limit: 300)
    }

    private func expiration() throws(CredentialProblem) -> Timestamp? {
        guard let text = try string(Self.expiration) else { return nil }
        guard let moment = Timestamp(iso8601: text) else {
            throw CredentialProblem(
                "\(Self.expiration) in the answer is not a date such as 2026-01-15T12:00:00Z"
            )
        }
        return moment
    }

    /// The member's text; nil when it is absent, null or empty.
    private func string(_ name: String) throws(CredentialProblem) -> String? {
        switch json[name] {
        case nil, .null?, .string("")?: return nil
        case .string(let text)?: return text
        default: throw CredentialProblem("\(name) in the answer is not a string")
        }
    }
}
