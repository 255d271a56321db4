private import Glibc
private import Synchronization

/// The pipe that a process has for its standard output and error, with the reading end.
///
/// What the process had written before it did something that its host noticed can be read at once with `drain()`; so an
/// invocation's log is complete when its result is.
final class LogPipe: Sendable {
    /// The end that is read, without blocking. Closed with this object.
    let readEnd: Int32
    /// The end for the process; whoever starts it closes it.
    let writeEnd: Int32

    /// The most that one `drain()` reads, in bytes, lest a process that never stops writing keep it busy for ever.
    private static let drainLimit = 4 * 1_024 * 1_024

    private let log: FunctionLog
    private let splitter = Mutex(LineSplitter())

    /// - Throws: the system's reason when no more files can be opened.
    init(log: FunctionLog) throws(PipeError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw PipeError(code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        (readEnd, writeEnd) = (ends[0], ends[1])
        self.log = log
    }

    deinit { close(readEnd) }

    /// What came of reading what there was.
    enum Drained { case all, someLeft, ended }

    /// Reads what has been written so far and puts its whole lines into the log.
    @discardableResult
    func drain() -> Drained {
        splitter.withLock { splitter in
            var chunk = [UInt8](repeating: 0, count: 65_536)
            var total = 0
            while total < Self.drainLimit {
                let count = unsafe read(readEnd, &chunk, chunk.count)
                if count < 0, errno == EINTR { continue }
                if count == 0 { return .ended }
                guard count > 0 else { return .all }
                log.add(splitter.lines(adding: chunk[..<count]))
                total += count
            }
            return .someLeft
        }
    }

    /// Puts a last line that has no newline into the log too.
    func flush() {
        splitter.withLock { log.add($0.remainder()) }
    }
}

/// A pipe could not be made.
struct PipeError: Error {
    /// `errno`.
    var code: Int32
}
