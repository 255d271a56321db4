package import Platform

/// Takes the credentials that the environment holds. In Lambda these are the execution role's.
package struct EnvironmentProvider: CredentialsProvider {
    private static let expiration = "AWS_CREDENTIAL_EXPIRATION"
    /// What the session token was called before the SDKs agreed on a name.
    private static let oldSessionToken = "AWS_SECURITY_TOKEN"

    package let name = "environment"
    private let environment: Environment

    /// A provider of `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
    package init(_ environment: Environment) {
        self.environment = environment
    }

    /// The credentials; a failure when one of key and secret is missing.
    package func resolve() async throws(CredentialsError) -> ResolvedCredentials { try credentials() }

    /// The same without waiting: there is nothing to wait for.
    func credentials() throws(CredentialsError) -> ResolvedCredentials {
        let names = CredentialParts.Names.variables
        let parts = CredentialParts(
            names: names,
            accessKeyID: environment[names.accessKeyID],
            secretAccessKey: environment[names.secretAccessKey],
            sessionToken: environment[names.sessionToken] ?? environment[Self.oldSessionToken]
        )
        if parts.isEmpty { throw .notConfigured(name, "\(names.accessKeyID) is not set") }
        do {
            return ResolvedCredentials(try parts.credentials(), expiration: try expiration())
        } catch {
            throw .failed(name, error)
        }
    }

    private func expiration() throws(CredentialProblem) -> Timestamp? {
        guard let text = environment[Self.expiration] else { return nil }
        guard let moment = Timestamp(iso8601: text) else {
            throw CredentialProblem(
                "\(Self.expiration) is \(quoted(text)), and not a date such as 2026-01-15T12:00:00Z"
            )
        }
        return moment
    }
}
