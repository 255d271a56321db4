internal import Platform

/// One caller that waits for a refresh. It is told exactly one outcome: the refresh's, or that it was cancelled,
/// whichever comes first, and be it before it has begun to wait.
final class CredentialsWaiter: Sendable {
    private enum State {
        case idle
        case waiting(CheckedContinuation<CredentialsOutcome, Never>)
        case told(CredentialsOutcome)
    }

    private let state = Lock(State.idle)

    /// Waits for the outcome. To be called once.
    func outcome() async throws(CredentialsError) -> ResolvedCredentials {
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { wait($0) }
        } onCancel: {
            resume(with: .failure(.failed("credentials", "the caller was cancelled while waiting for them")))
        }
        return try outcome.get()
    }

    /// Tells the outcome, unless one has been told already.
    func resume(with outcome: CredentialsOutcome) {
        let continuation: CheckedContinuation<CredentialsOutcome, Never>? = state.withLock { state in
            switch state {
            case .idle:
                state = .told(outcome)
                return nil
            case .waiting(let continuation):
                state = .told(outcome)
                return continuation
            case .told:
                return nil
            }
        }
        continuation?.resume(returning: outcome)
    }

    private func wait(_ continuation: CheckedContinuation<CredentialsOutcome, Never>) {
        let told: CredentialsOutcome? = state.withLock { state in
            if case .told(let outcome) = state { return outcome }
            state = .waiting(continuation)
            return nil
        }
        if let told { continuation.resume(returning: told) }
    }
}
