package import SigV4

/// Credentials that the program already has.
package struct StaticCredentials: CredentialsProvider {
    package let name = "given credentials"
    private let resolved: ResolvedCredentials

    /// A provider of these credentials.
    package init(_ resolved: ResolvedCredentials) {
        self.resolved = resolved
    }

    /// A provider of these credentials, which never expire.
    package init(_ credentials: Credentials) {
        self.init(ResolvedCredentials(credentials))
    }

    /// The credentials.
    package func resolve() async throws(CredentialsError) -> ResolvedCredentials { resolved }
}
