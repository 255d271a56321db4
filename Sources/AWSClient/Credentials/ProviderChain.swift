internal import Platform

/// Asks providers in order until one has credentials, and from then on only that one: credentials that are renewed
/// in the middle of the work must not become another identity's.
package final class ProviderChain: CredentialsProvider {
    private let providers: [any CredentialsProvider]
    /// The index of the provider that has answered.
    private let chosen = Lock<Int?>(nil)
    /// The index of the provider that is being asked.
    private let asked = Lock<Int?>(nil)

    /// A chain of these providers.
    package init(_ providers: [any CredentialsProvider]) {
        self.providers = providers
    }

    /// The name of the provider that has answered, or is being asked; "provider chain" before one is.
    package var name: String { (provider(chosen) ?? provider(asked))?.name ?? "provider chain" }

    /// The first credentials to be had.
    ///
    /// - Throws: `CredentialsError` with what each said. One that is configured and failed is the last to be asked:
    ///   whoever configured it wants these credentials and no others.
    package func resolve() async throws(CredentialsError) -> ResolvedCredentials {
        if let provider = provider(chosen) { return try await provider.resolve() }
        defer { asked.withLock { $0 = nil } }
        var refusals: [CredentialsError.Refusal] = []
        for (index, provider) in providers.enumerated() {
            asked.withLock { $0 = index }
            do throws(CredentialsError) {
                let credentials = try await provider.resolve()
                chosen.withLock { $0 = $0 ?? index }
                return credentials
            } catch {
                refusals += error.refusals
                if error.isFailure { break }
            }
        }
        throw CredentialsError(refusals)
    }

    /// Tells the provider that has answered.
    package func invalidate(_ refused: ResolvedCredentials) async {
        await provider(chosen)?.invalidate(refused)
    }

    private func provider(_ index: borrowing Lock<Int?>) -> (any CredentialsProvider)? {
        index.withLock { $0 }.map { providers[$0] }
    }
}
