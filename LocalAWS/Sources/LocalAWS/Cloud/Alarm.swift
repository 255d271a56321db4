internal import Synchronization

/// Wakes the one task that waits for it, at a time or when it is rung.
final class Alarm: Sendable {
    private enum State {
        case silent
        case rung
        case awaited(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.silent)

    /// Wakes whoever waits, or whoever will wait next.
    func ring() {
        let waiter: CheckedContinuation<Void, Never>? = state.withLock {
            guard case .awaited(let waiter) = $0 else {
                $0 = .rung
                return nil
            }
            $0 = .silent
            return waiter
        }
        waiter?.resume()
    }

    /// Waits until it rings, at most that long; without a limit until it rings. A cancelled task waits no more.
    func wait(atMost limit: Duration?) async {
        let timer = limit.map { limit in
            Task {
                try? await Task.sleep(for: limit)
                if !Task.isCancelled { ring() }
            }
        }
        defer { timer?.cancel() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isRung = state.withLock {
                    guard case .silent = $0 else {
                        $0 = .silent
                        return true
                    }
                    $0 = .awaited(waiter)
                    return false
                }
                if isRung { waiter.resume() }
            }
        } onCancel: {
            ring()
        }
    }
}
