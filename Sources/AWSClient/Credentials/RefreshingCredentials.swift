package import Platform

/// Keeps the credentials of another provider, and gets new ones before they expire.
///
/// Credentials that never expire cost a caller one uncontended lock. Of callers that come while credentials are
/// being got, all wait for the same refresh, or go on with the old ones while these are good for a while longer; one
/// that is cancelled, or whose time is up, leaves at once, and the refresh goes on for the others.
package final class RefreshingCredentials: CredentialsProvider {
    private let provider: any CredentialsProvider
    private let time: TimeSource
    private let state = Lock(State())

    /// Keeps the provider's credentials.
    package init(_ provider: any CredentialsProvider, time: TimeSource = .system) {
        self.provider = provider
        self.time = time
    }

    /// The name of the provider whose credentials are kept.
    package var name: String { provider.name }

    /// The credentials that are kept, or new ones when there are none or they are about to expire.
    package func resolve() async throws(CredentialsError) -> ResolvedCredentials {
        try await resolve(by: nil)
    }

    /// The same. At the deadline it is the old credentials if these are still good, and else an error that names who
    /// was asked.
    package func resolve(by deadline: Timestamp?) async throws(CredentialsError) -> ResolvedCredentials {
        switch state.withLock({ $0.step(now: time.now) }) {
        case .use(let credentials):
            return credentials
        case .wait(let waiter):
            return try await outcome(of: waiter, by: deadline)
        case .refresh(let waiter):
            // A task of its own: the caller's cancellation must not reach what others wait for.
            Task { await refresh() }
            return try await outcome(of: waiter, by: deadline)
        }
    }

    /// Forgets the credentials, if they are still those that are kept.
    package func invalidate(_ refused: ResolvedCredentials) async {
        await provider.invalidate(refused)
        state.withLock { $0.forget(refused) }
    }

    private func outcome(
        of waiter: CredentialsWaiter,
        by deadline: Timestamp?
    ) async throws(CredentialsError) -> ResolvedCredentials {
        guard let deadline else { return try await waiter.outcome() }
        let alarm = Task {
            try await time.sleep(max(.zero, deadline - time.now()))
            waiter.resume(with: overdueOutcome())
        }
        defer { alarm.cancel() }
        return try await waiter.outcome()
    }

    private func overdueOutcome() -> CredentialsOutcome {
        if let old = state.withLock({ $0.usable(at: time.now()) }) { return .success(old) }
        return .failure(.failed(provider.name, "it had not answered when the call's time was up"))
    }

    private func refresh() async {
        let outcome = await newCredentials()
        let now = time.now()
        let (waiters, answer) = state.withLock { $0.endRefresh(outcome, now: now) }
        for waiter in waiters { waiter.resume(with: answer) }
    }

    private func newCredentials() async -> CredentialsOutcome {
        do throws(CredentialsError) {
            let credentials = try await provider.resolve()
            if let expiration = credentials.expiration, expiration <= time.now() {
                throw .failed(provider.name, "its credentials have expired at \(expiration.iso8601)")
            }
            return .success(credentials)
        } catch {
            return .failure(error)
        }
    }
}

/// How a refresh ended.
typealias CredentialsOutcome = Result<ResolvedCredentials, CredentialsError>

/// What a caller does next.
private enum Step {
    case use(ResolvedCredentials)
    case wait(CredentialsWaiter)
    case refresh(CredentialsWaiter)
}

private struct State {
    /// How long to go on with old credentials after they could not be renewed, before it is tried again.
    private static let pause = Duration.seconds(60)

    private var kept: KeptCredentials?
    private var isRefreshing = false
    private var waiters: [CredentialsWaiter] = []
    private var pausedUntil: Timestamp?

    mutating func step(now: () -> Timestamp) -> Step {
        if let kept {
            guard let window = kept.window else { return .use(kept.credentials) }
            switch window.phase(at: now()) {
            case .fresh: return .use(kept.credentials)
            case .advisory(let moment):
                if isRefreshing || pausedUntil.map({ moment < $0 }) ?? false { return .use(kept.credentials) }
            case .mandatory: break
            }
        }
        let waiter = CredentialsWaiter()
        waiters.append(waiter)
        if isRefreshing { return .wait(waiter) }
        isRefreshing = true
        return .refresh(waiter)
    }

    /// Takes over what a refresh has brought, and says who waits for it and what they are told.
    mutating func endRefresh(
        _ outcome: CredentialsOutcome,
        now: Timestamp
    ) -> (waiters: [CredentialsWaiter], answer: CredentialsOutcome) {
        defer {
            isRefreshing = false
            waiters = []
        }
        switch outcome {
        case .success(let credentials):
            kept = KeptCredentials(credentials, since: now)
            pausedUntil = nil
        case .failure:
            guard let old = usable(at: now) else { break }
            pausedUntil = now + Self.pause
            return (waiters, .success(old))
        }
        return (waiters, outcome)
    }

    /// The credentials that should be renewed, while they need not be.
    func usable(at now: Timestamp) -> ResolvedCredentials? {
        guard let kept, let window = kept.window, case .advisory = window.phase(at: now) else { return nil }
        return kept.credentials
    }

    mutating func forget(_ refused: ResolvedCredentials) {
        if kept?.credentials.credentials == refused.credentials { kept = nil }
    }
}

/// Credentials and when they are to be renewed.
private struct KeptCredentials {
    let credentials: ResolvedCredentials
    /// Nil when they never expire.
    let window: RefreshWindow?

    init(_ credentials: ResolvedCredentials, since now: Timestamp) {
        self.credentials = credentials
        window = credentials.expiration.map { RefreshWindow(from: now, to: $0) }
    }
}
