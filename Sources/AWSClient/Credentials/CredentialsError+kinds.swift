extension CredentialsError {
    /// The provider isn't configured: the chain goes on to the next.
    static func notConfigured(_ provider: String, _ reason: String) -> CredentialsError {
        CredentialsError([Refusal(provider: provider, reason: reason, isFailure: false)])
    }

    /// The provider is configured and failed: the chain stops.
    static func failed(_ provider: String, _ reason: String) -> CredentialsError {
        CredentialsError([Refusal(provider: provider, reason: reason, isFailure: true)])
    }

    /// The same for a reason that a part of the provider found.
    static func failed(_ provider: String, _ problem: CredentialProblem) -> CredentialsError {
        failed(provider, problem.reason)
    }

    /// The same for a setting that can't be used.
    static func failed(_ provider: String, _ error: ConfigurationError) -> CredentialsError {
        failed(provider, "\(error.setting): \(error.problem)")
    }

    /// Whether a provider was configured and failed.
    var isFailure: Bool { refusals.contains(where: \.isFailure) }

    /// What was said, without the sentence before it: to be told by a provider that builds on another.
    var reasons: String {
        refusals.map { "\($0.provider): \($0.reason)" }.joined(separator: "; ")
    }
}

/// Why something is not credentials; its provider makes a refusal of it. Never a secret.
struct CredentialProblem: Error, Equatable {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
