private import Foundation
private import Synchronization

/// A real HTTP/1.1 server on 127.0.0.1 and a port of the system's choice, for tests: it records what it is sent and
/// does what the test's closure says. It stops when it is released.
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
    private let record: SharedRecord

    private final class SharedRecord: Sendable {
        let state = Mutex(Record())
    }

    /// Listens, and answers each request with what the closure makes of it. The closure is called on the
    /// connection's own thread.
    package init(_ answer: @escaping @Sendable (ReceivedRequest) -> Reply) throws {
        listener = try Self.listen()
        port = try Self.port(of: listener)
        record = SharedRecord()
        let (listener, record) = (listener, record)
        Thread.detachNewThread { Self.acceptConnections(listener, record, answer) }
    }

    deinit {
        record.state.withLock { record in
            record.isStopped = true
            for connection in record.connections { shutdown(connection, Int32(SHUT_RDWR)) }
        }
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// `127.0.0.1:PORT`.
    package var authority: String { "127.0.0.1:\(port)" }
    /// `http://127.0.0.1:PORT`.
    package var url: String { "http://\(authority)" }
    /// What it was sent so far, in order of arrival.
    package var requests: [ReceivedRequest] { record.state.withLock { $0.requests } }
    /// How many connections it has accepted so far.
    package var connectionCount: Int { record.state.withLock { $0.accepted } }

    private static func listen() throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw POSIXError(.EMFILE) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
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
        _ record: SharedRecord,
        _ answer: @escaping @Sendable (ReceivedRequest) -> Reply
    ) {
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { return }
            let number: Int? = record.state.withLock { record in
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
                Self.serve(Connection(descriptor: descriptor, number: number), record, answer)
            }
        }
    }

    private static func serve(
        _ connection: consuming Connection,
        _ record: SharedRecord,
        _ answer: @Sendable (ReceivedRequest) -> Reply
    ) {
        let descriptor = connection.descriptor
        while let request = connection.readRequest() {
            record.state.withLock { $0.requests.append(request) }
            guard connection.carryOut(answer(request)) else { break }
        }
        record.state.withLock { $0.connections.removeAll { $0 == descriptor } }
    }
}
