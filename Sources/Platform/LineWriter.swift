internal import Glibc

/// Writes whole lines to a file descriptor, unbuffered, one at a time.
///
/// Lambda makes a log event of each line of standard output or error, and may freeze or kill the process right
/// after a response: a line left in a buffer would be lost, or turn up in a later invocation.
package final class LineWriter: Sendable {
    private let descriptor: Lock<Int32>

    /// A writer to the descriptor, which stays the caller's to close.
    package init(descriptor: Int32) {
        self.descriptor = Lock(descriptor)
    }

    /// Standard output.
    package static var standardOutput: LineWriter { LineWriter(descriptor: STDOUT_FILENO) }
    /// Standard error.
    package static var standardError: LineWriter { LineWriter(descriptor: STDERR_FILENO) }

    /// Writes the text and a newline with as few system calls as the kernel allows, and returns when all of it
    /// is written. A descriptor that refuses (closed, full disk) loses the line: of the log there is nowhere to say so.
    ///
    /// - Returns: Whether all of it is written.
    @discardableResult
    package func write(_ line: String) -> Bool {
        var bytes = Array(line.utf8)
        bytes.append(0x0A)
        return descriptor.withLock { writeAll(bytes, to: $0) }
    }
}

private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        // Another process may have made a descriptor that it shares with this one non-blocking.
        if count < 0, errno == EAGAIN, waitUntilWritable(descriptor) { continue }
        if count <= 0 { return false }
        rest = rest.dropFirst(count)
    }
    return true
}

private func waitUntilWritable(_ descriptor: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return unsafe poll(&request, 1, -1) > 0 || errno == EINTR
}
