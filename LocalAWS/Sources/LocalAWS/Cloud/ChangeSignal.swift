internal import Synchronization

/// Tells tasks that wait for something in the cloud that it may be there now.
final class ChangeSignal: Sendable {
    private struct State {
        var count = 0
        var waiters: [Int: Alarm] = [:]
        var lastWaiter = 0
    }

    private let state = Mutex(State())

    /// How many changes there were. To be asked for before looking at the state, so that no change goes unseen.
    var count: Int { state.withLock { $0.count } }

    /// Says that something changed.
    func send() {
        let waiters = state.withLock {
            $0.count += 1
            return Array($0.waiters.values)
        }
        for waiter in waiters { waiter.ring() }
    }

    /// Waits until there were more changes than that, at most that long.
    func wait(after count: Int, atMost limit: Duration) async {
        let alarm = Alarm()
        let number: Int? = state.withLock {
            guard $0.count == count else { return nil }
            $0.lastWaiter += 1
            $0.waiters[$0.lastWaiter] = alarm
            return $0.lastWaiter
        }
        guard let number else { return }
        await alarm.wait(atMost: limit)
        state.withLock { _ = $0.waiters.removeValue(forKey: number) }
    }
}
