package import Platform
package import SigV4

/// Credentials and the moment from which AWS refuses them.
package struct ResolvedCredentials: Sendable, Equatable {
    /// What signs.
    package let credentials: Credentials
    /// When they stop working; nil when they don't say.
    package let expiration: Timestamp?

    /// Credentials that work until then.
    package init(_ credentials: Credentials, expiration: Timestamp? = nil) {
        self.credentials = credentials
        self.expiration = expiration
    }
}

/// A source of credentials.
package protocol CredentialsProvider: Sendable {
    /// Its name in messages: "environment", "profile 'dev'", "container endpoint", "instance metadata".
    var name: String { get }

    /// Credentials that can be used now.
    func resolve() async throws(CredentialsError) -> ResolvedCredentials

    /// The same, given up at the deadline by a provider whose callers wait for something; nil for no deadline.
    func resolve(by deadline: Timestamp?) async throws(CredentialsError) -> ResolvedCredentials

    /// AWS refused these credentials, as expired or unknown: a provider that keeps credentials forgets them if they are
    /// still the ones it keeps, so that the next `resolve` gets others.
    func invalidate(_ refused: ResolvedCredentials) async
}

extension CredentialsProvider {
    /// A provider that is asked through `RefreshingCredentials`, or has nothing to wait for, needs no deadline.
    package func resolve(by deadline: Timestamp?) async throws(CredentialsError) -> ResolvedCredentials {
        try await resolve()
    }

    /// A provider that keeps nothing has nothing to forget.
    package func invalidate(_ refused: ResolvedCredentials) async {}
}

/// No credentials: which providers were asked, and what each said. Never a secret.
package struct CredentialsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What one provider said.
    package struct Refusal: Sendable, Equatable {
        /// The provider's name.
        package let provider: String
        /// Why it has nothing to give.
        package let reason: String
        /// Whether it was configured and failed (the chain stops there), or merely isn't configured (the chain goes
        /// on to the next).
        package let isFailure: Bool

        /// A provider's refusal.
        package init(provider: String, reason: String, isFailure: Bool) {
            self.provider = provider
            self.reason = reason
            self.isFailure = isFailure
        }
    }

    /// The providers in the order in which they were asked.
    package let refusals: [Refusal]

    /// An error of these refusals.
    package init(_ refusals: [Refusal]) {
        self.refusals = refusals
    }

    /// One paragraph for a person.
    package var description: String {
        "No AWS credentials. "
            + refusals.map { "\($0.provider): \($0.reason)" }.joined(separator: "; ")
    }
}
