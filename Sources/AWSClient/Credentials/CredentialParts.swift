internal import SigV4

/// The parts of credentials as they came from outside, each with what it is called there.
struct CredentialParts: Sendable {
    /// What the parts are called: variables, settings of a profile, or members of a JSON object.
    struct Names: Sendable {
        let accessKeyID: String
        let secretAccessKey: String
        let sessionToken: String

        static let variables = Names(
            accessKeyID: "AWS_ACCESS_KEY_ID",
            secretAccessKey: "AWS_SECRET_ACCESS_KEY",
            sessionToken: "AWS_SESSION_TOKEN"
        )
        static let profile = Names(
            accessKeyID: ProfileKey.accessKeyID,
            secretAccessKey: ProfileKey.secretAccessKey,
            sessionToken: ProfileKey.sessionToken
        )
    }

    let names: Names
    var accessKeyID: String?
    var secretAccessKey: String?
    var sessionToken: String?

    /// Whether there is neither a key's identifier nor its secret.
    var isEmpty: Bool { accessKeyID == nil && secretAccessKey == nil }

    /// The credentials, if all that must be there is there, and fits into a header field.
    func credentials() throws(CredentialProblem) -> Credentials {
        let (id, secret) = (names.accessKeyID, names.secretAccessKey)
        guard let accessKeyID else { throw CredentialProblem("\(secret) is there, but \(id) is missing") }
        guard let secretAccessKey else { throw CredentialProblem("\(id) is there, but \(secret) is missing") }
        try checkVisible(accessKeyID, id)
        try checkVisible(secretAccessKey, secret)
        try checkVisible(sessionToken ?? "", names.sessionToken)
        return Credentials(
            accessKeyID: accessKeyID,
            secretAccessKey: secretAccessKey,
            sessionToken: sessionToken
        )
    }

    private func checkVisible(_ value: String, _ name: String) throws(CredentialProblem) {
        guard value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw CredentialProblem(
                "\(name) has a space, a line break or another character that no such value has"
            )
        }
    }
}
