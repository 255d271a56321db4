internal import Synchronization

/// What happens in a cloud, told to whoever watches.
public final class Journal: Sendable {
    private struct State {
        var watchers: [Int: AsyncStream<Note>.Continuation] = [:]
        var lastWatcher = 0
    }

    private let state = Mutex(State())

    init() {}

    /// What happens from now on.
    public func notes() -> AsyncStream<Note> {
        let (stream, continuation) = AsyncStream.makeStream(of: Note.self)
        let number = state.withLock {
            $0.lastWatcher += 1
            $0.watchers[$0.lastWatcher] = continuation
            return $0.lastWatcher
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.watchers.removeValue(forKey: number) }
        }
        return stream
    }

    func write(_ note: Note) {
        let watchers = state.withLock { Array($0.watchers.values) }
        for watcher in watchers { watcher.yield(note) }
    }
}
