internal import Foundation

/// Passes bytes both ways between the stream and a port of 127.0.0.1 until either side ends, as a proxy does after
/// `CONNECT`.
func relay(_ stream: borrowing ByteStream, toPort port: Int) {
    let peer = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(peer) }
    var address = loopbackAddress(port: port)
    let connected = unsafe withUnsafePointer(to: &address) {
        unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            unsafe connect(peer, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    guard connected == 0 else { return }
    var ends = [stream.descriptor, peer].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    while unsafe poll(&ends, nfds_t(ends.count), -1) > 0 {
        for (index, end) in ends.enumerated() where end.revents != 0 {
            guard pass(from: end.fd, to: ends[1 - index].fd) else { return }
        }
    }
}

private func pass(from source: Int32, to target: Int32) -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe recv(source, &chunk, chunk.count, 0)
    guard count > 0 else { return false }
    var sent = 0
    while sent < count {
        let step = unsafe chunk.withUnsafeBytes {
            unsafe send(target, $0.baseAddress?.advanced(by: sent), count - sent, Int32(MSG_NOSIGNAL))
        }
        guard step > 0 else { return false }
        sent += step
    }
    return true
}

/// 127.0.0.1 and that port.
func loopbackAddress(port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
    address.sin_port = in_port_t(port).bigEndian
    return address
}
