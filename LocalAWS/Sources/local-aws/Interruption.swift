import Dispatch
import Glibc

/// Runs `body` until it ends or the process is told to stop by SIGINT or SIGTERM. Then `body` is cancelled, and this
/// returns nil when it has cleaned up.
func untilInterrupted<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result
) async throws -> Result? {
    let (signals, continuation) = AsyncStream.makeStream(of: Int32.self)
    let sources = [SIGINT, SIGTERM].map { number in
        // The default action would end the process before the source is told.
        _ = signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number)
        source.setEventHandler { continuation.yield(number) }
        source.activate()
        return source
    }
    defer { for source in sources { source.cancel() } }
    return try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask { try await body() }
        group.addTask {
            for await _ in signals { break }
            return nil
        }
        guard let first = try await group.next() else { return nil }
        group.cancelAll()
        if first == nil { _ = try? await group.next() }
        return first
    }
}
