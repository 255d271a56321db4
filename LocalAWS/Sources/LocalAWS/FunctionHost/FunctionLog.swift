package import Platform
internal import Synchronization

/// A line of a function's log.
package struct LogLine: Sendable, Equatable {
    /// When the host read or wrote it.
    package var timestamp: Timestamp
    /// The line without its newline.
    package var text: String

    /// A line.
    package init(timestamp: Timestamp, text: String) {
        self.timestamp = timestamp
        self.text = text
    }
}

/// The log of an execution environment: what the process writes, and Lambda's own lines between.
///
/// It keeps a bounded part of each invocation's lines, so that a function that floods its log fills no memory but
/// spoils its own log.
final class FunctionLog: Sendable {
    private struct Content {
        var lines: [LogLine] = []
        var bytes = 0
        var dropped = 0

        /// Says in the log itself how much of it is missing.
        mutating func noteDropped(at time: Timestamp) {
            guard dropped > 0 else { return }
            let note = "[local-aws dropped \(dropped) lines here: the invocation's log is over its limit]"
            lines.append(LogLine(timestamp: time, text: note))
            dropped = 0
        }
    }

    /// The most lines of an invocation that are kept.
    static let lineLimit = 10_000
    /// The most bytes of an invocation that are kept.
    static let byteLimit = 8 * 1_024 * 1_024

    private let content = Mutex(Content())
    private let now: @Sendable () -> Timestamp

    private let minimumLevel: LogLevel?

    /// - Parameter minimumLevel: which of the process's lines are kept; nil keeps them all.
    init(now: @escaping @Sendable () -> Timestamp, minimumLevel: LogLevel? = nil) {
        self.now = now
        self.minimumLevel = minimumLevel
    }

    /// Lines that the process wrote; dropped, but counted, once the limits are reached.
    func add(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        let time = now()
        content.withLock { content in
            for line in lines where minimumLevel.map({ LogLevel(ofLine: line) >= $0 }) ?? true {
                let hasRoom =
                    content.lines.count < Self.lineLimit
                    && content.bytes + line.utf8.count <= Self.byteLimit
                guard hasRoom else {
                    content.dropped += 1
                    continue
                }
                content.bytes += line.utf8.count
                content.lines.append(LogLine(timestamp: time, text: line))
            }
        }
    }

    /// A line of Lambda's own, kept in any case.
    func addPlatformLine(_ line: String) {
        let time = now()
        content.withLock { content in
            content.noteDropped(at: time)
            content.lines.append(LogLine(timestamp: time, text: line))
        }
    }

    /// All lines since the last time, which are the caller's now.
    func take() -> [LogLine] {
        let time = now()
        return content.withLock { content in
            content.noteDropped(at: time)
            defer { content = Content() }
            return content.lines
        }
    }
}
