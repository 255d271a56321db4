internal import Platform

/// So many places for calls, shared by everything that one invocation does at once: who finds none free waits for one,
/// in the order of coming.
package final class Places: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Lock<State>

    /// That many places, all free.
    package init(_ count: Int) {
        state = Lock(State(free: count))
    }

    /// The operation's result; it has a place while it runs.
    func withPlace<Value: Sendable>(_ operation: () async -> Value) async -> Value {
        await take()
        let value = await operation()
        leave()
        return value
    }

    private func take() async {
        if takeFree() { return }
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                // One may have been left since.
                guard state.free == 0 else {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    private func takeFree() -> Bool {
        state.withLock { state in
            guard state.free > 0 else { return false }
            state.free -= 1
            return true
        }
    }

    /// Hands the place on to who has waited longest.
    private func leave() {
        let next: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}
