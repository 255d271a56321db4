private import Foundation
private import Platform

/// A real HTTP/1.1 server, with or without TLS, on 127.0.0.1 and a port of the system's choice, for tests: it records
/// what it is sent and does what the test's closure says. It stops when it is released.
package final class LoopbackServer: Sendable {
    private struct Record {
        var requests: [ReceivedRequest] = []
        var connections: [Int32] = []
        var accepted = 0
        var isStopped = false
    }

    /// The port it listens on.
    package let port: Int
    private let listener: Int32
    private let scheme: String
    private let record: Lock<Record>

    /// Listens, over TLS if there is an identity, and answers each request with what the closure makes of it. The
    /// closure is called on the connection's own thread.
    ///
    /// - Parameter distance: How long after accepting a connection it begins to listen to it, as if it were that far
    ///   away; on loopback a handshake may else have ended before the client opens its next connection.
    package init(
        tls identity: TLSIdentity? = nil,
        distance: Duration = .zero,
        _ answer: @escaping @Sendable (ReceivedRequest) -> Reply
    ) throws {
        let tls = try identity.map(TLSContext.init)
        scheme = tls == nil ? "http" : "https"
        listener = try Self.listen()
        port = try Self.port(of: listener)
        record = Lock(Record())
        let (listener, record) = (listener, record)
        Thread.detachNewThread {
            Self.acceptConnections(listener, record) { descriptor, number in
                Thread.sleep(forTimeInterval: distance / .seconds(1))
                Self.serve(descriptor, number, tls, record, answer)
            }
        }
    }

    deinit {
        record.withLock { record in
            record.isStopped = true
            for connection in record.connections { shutdown(connection, Int32(SHUT_RDWR)) }
        }
        // Ends the accepting thread's wait; that thread closes the descriptor, lest it accept for a later server
        // that has been given the same number.
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// `127.0.0.1:PORT`.
    package var authority: String { "127.0.0.1:\(port)" }
    /// `http://127.0.0.1:PORT`, or `https`.
    package var url: String { "\(scheme)://\(authority)" }
    /// What it was sent so far, in order of arrival.
    package var requests: [ReceivedRequest] { record.withLock { $0.requests } }
    /// How many of its connections are open.
    package var openConnectionCount: Int { record.withLock { $0.connections.count } }
    /// How many connections it has accepted so far.
    package var connectionCount: Int { record.withLock { $0.accepted } }

    private static func listen() throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw POSIXError(.EMFILE) }
        var address = loopbackAddress(port: 0)
        let bound = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard bound == 0, Glibc.listen(descriptor, 128) == 0 else { throw POSIXError(.EADDRINUSE) }
        return descriptor
    }

    private static func port(of descriptor: Int32) throws -> Int {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let named = unsafe withUnsafeMutablePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &length)
            }
        }
        guard named == 0 else { throw POSIXError(.EBADF) }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private static func acceptConnections(
        _ listener: Int32,
        _ record: Lock<Record>,
        serve: @escaping @Sendable (_ descriptor: Int32, _ number: Int) -> Void
    ) {
        defer { close(listener) }
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { return }
            let number: Int? = record.withLock { record in
                guard !record.isStopped else { return nil }
                record.accepted += 1
                record.connections.append(descriptor)
                return record.accepted
            }
            guard let number else {
                close(descriptor)
                return
            }
            Thread.detachNewThread {
                leaveSIGPIPEUnheard()
                serve(descriptor, number)
                record.withLock { $0.connections.removeAll { $0 == descriptor } }
                close(descriptor)
            }
        }
    }

    private static func serve(
        _ descriptor: Int32,
        _ number: Int,
        _ tls: TLSContext?,
        _ record: Lock<Record>,
        _ answer: @Sendable (ReceivedRequest) -> Reply
    ) {
        guard let stream = ByteStream(descriptor, tls) else { return }
        var connection = Connection(stream: stream, number: number)
        while let request = connection.readRequest() {
            record.withLock { $0.requests.append(request) }
            guard connection.carryOut(answer(request)) else { break }
        }
    }
}

/// OpenSSL writes with `write`, which signals where the peer has gone.
private func leaveSIGPIPEUnheard() {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
}
