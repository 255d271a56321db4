internal import Glibc
internal import Platform

/// The connections that libcurl keeps for later, and since when, by the wall clock.
///
/// libcurl measures idleness by the monotonic clock, which may stand still while a Lambda environment is frozen; on
/// thawing, a connection that the peer or a NAT gateway gave up long ago looks as fresh as ever. Here the wall clock
/// decides. Closing one means to shut its socket down: libcurl, which looks at a kept connection before it uses it,
/// then finds it closed and opens another. The sockets themselves are closed by libcurl and by nobody else.
final class KeptConnections {
    /// What tells one TCP connection from any other.
    struct Key: Hashable {
        let localAddress: String
        let localPort: Int
        let remoteAddress: String
        let remotePort: Int
    }

    private struct Entry {
        let socket: Int32
        let since: Timestamp
    }

    private let now: @Sendable () -> Timestamp
    private var users: [Key: Int] = [:]
    private var idle: [Key: Entry] = [:]

    init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
    }

    /// A transfer begins to use the connection, which is not idle any more. HTTP/2 lets several use one.
    func take(_ key: Key) {
        users[key, default: 0] += 1
        idle[key] = nil
    }

    /// A transfer doesn't use the connection any more. Its socket is given if libcurl keeps it.
    func release(_ key: Key, socket: Int32?) {
        let others = users[key, default: 1] - 1
        users[key] = others > 0 ? others : nil
        if others == 0, let socket { idle[key] = Entry(socket: socket, since: now()) }
    }

    /// libcurl has closed the socket; its number may soon be another's.
    func forget(socket: Int32) {
        idle = idle.filter { $0.value.socket != socket }
    }

    /// Makes libcurl drop every connection that has been idle for longer than that.
    func close(idleFor limit: Duration) {
        let time = now()
        for (key, entry) in idle where time - entry.since >= limit {
            shutdown(entry.socket, Int32(SHUT_RDWR))
            idle[key] = nil
        }
    }
}
