internal import Glibc
internal import Platform

/// The connections that libcurl keeps for later, and since when, by the wall clock.
///
/// libcurl looks at a kept connection before it uses it again, but not closely enough for requests that must not be
/// sent twice:
/// - It measures idleness by the monotonic clock, which may stand still while a Lambda environment is frozen; on
///   thawing, a connection that the peer or a NAT gateway gave up long ago looks as fresh as ever.
/// - Before version 8 it takes a connection on which something has come for a live one, even if that is TLS's farewell.
///
/// Here the wall clock decides, and an HTTP/1.1 connection that isn't silent while idle is over. To drop one means to
/// shut its socket down, so that libcurl finds it dead and opens another. It is closed by libcurl and by nobody else.
final class KeptConnections {
    /// What tells one TCP connection from any other.
    struct Key: Hashable {
        let localAddress: String
        let localPort: Int
        let remoteAddress: String
        let remotePort: Int

        /// Of what nearly always tells them apart.
        func hash(into hasher: inout Hasher) {
            hasher.combine(localPort)
        }
    }

    private struct Idle {
        let socket: Int32
        let since: Timestamp
    }

    private let maximumIdleTime: Duration
    private let mayReceiveWhileIdle: Bool
    private let now: @Sendable () -> Timestamp
    private var users: [Key: Int] = [:]
    private var idle: [Key: Idle] = [:]

    init(_ configuration: TransportConfiguration) {
        maximumIdleTime = configuration.maximumIdleTime
        mayReceiveWhileIdle = configuration.httpVersion == .http2
        now = configuration.time.now
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
        if others == 0, let socket { idle[key] = Idle(socket: socket, since: now()) }
    }

    /// libcurl has closed the socket; its number may soon be another's.
    func forget(socket: Int32) {
        for (key, connection) in idle where connection.socket == socket { idle[key] = nil }
    }

    /// Drops every connection that has been idle for too long or isn't silent.
    func dropDoubtful() {
        guard !idle.isEmpty else { return }
        let limit = now() - maximumIdleTime
        let noisy = mayReceiveWhileIdle ? [] : readableSockets()
        for (key, connection) in idle where connection.since < limit || noisy.contains(connection.socket) {
            drop(key, connection)
        }
    }

    /// Drops every connection that no transfer uses.
    func dropAll() {
        for (key, connection) in idle { drop(key, connection) }
    }

    /// Sockets on which something has come: bytes, an end or an error.
    private func readableSockets() -> [Int32] {
        var polled = idle.values.map { pollfd(fd: $0.socket, events: Int16(POLLIN), revents: 0) }
        guard unsafe poll(&polled, nfds_t(polled.count), 0) > 0 else { return [] }
        return polled.filter { $0.revents != 0 }.map(\.fd)
    }

    /// What has come is thrown away, since libcurl would else take it for a sign of life.
    private func drop(_ key: Key, _ connection: Idle) {
        shutdown(connection.socket, Int32(SHUT_RDWR))
        var chunk = [UInt8](repeating: 0, count: 4_096)
        for _ in 0..<Self.drainLimit {
            guard unsafe recv(connection.socket, &chunk, chunk.count, Int32(MSG_DONTWAIT)) > 0 else { break }
        }
        idle[key] = nil
    }

    /// So that a peer that never stops sending can't hold the loop up.
    private static let drainLimit = 256
}
