internal import Platform

/// Asks providers in order until one has credentials, and from then on only that one: credentials that are renewed
/// in the middle of the work must not become another identity's.
package final class ProviderChain: CredentialsProvider {
    private let providers: [any CredentialsProvider]
    /// The index of the provider that has answered.
    private let chosen = Lock<Int?>(nil)

    /// A chain of these providers.
    package init(_ providers: [any CredentialsProvider]) {
        self.providers = providers
    }

    /// The name of the provider that has answered, or "provider chain" before one has.
    package var name: String { chosenProvider?.name ?? "provider chain" }

    /// The first credentials to be had.
    ///
    /// - Throws: `CredentialsError` with what each said. One that is configured and failed is the last to be asked:
    ///   whoever configured it wants these credentials and no others.
    package func resolve() async throws(CredentialsError) -> ResolvedCredentials {
        if let chosenProvider { return try await chosenProvider.resolve() }
        var refusals: [CredentialsError.Refusal] = []
        for (index, provider) in providers.enumerated() {
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
        await chosenProvider?.invalidate(refused)
    }

    private var chosenProvider: (any CredentialsProvider)? {
        chosen.withLock { $0 }.map { providers[$0] }
    }
}
