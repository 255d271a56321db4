package import Platform
package import SigV4

/// Credentials that the program already has.
package struct StaticCredentials: CredentialsProvider {
    package let name: String
    private let resolved: ResolvedCredentials

    /// A provider of these credentials, named for where they came from.
    package init(_ resolved: ResolvedCredentials, name: String = "given credentials") {
        self.name = name
        self.resolved = resolved
    }

    /// A provider of these credentials, which never expire.
    package init(_ credentials: Credentials) {
        self.init(ResolvedCredentials(credentials))
    }

    /// The credentials.
    package func resolve() async throws(CredentialsError) -> ResolvedCredentials { resolved }

    /// The same.
    package func resolve(by deadline: Timestamp?) async throws(CredentialsError) -> ResolvedCredentials {
        resolved
    }
}
