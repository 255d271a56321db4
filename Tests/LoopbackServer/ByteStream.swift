internal import CSSL
private import Foundation

/// The server's end of a connection, over TCP or over TLS on TCP. The socket itself is the caller's to close.
@safe
struct ByteStream: ~Copyable {
    let descriptor: Int32
    private let session: OpaquePointer?

    /// The connection of that socket. Over TLS, nil when the handshake fails.
    init?(_ descriptor: Int32, _ tls: TLSContext?) {
        if let tls {
            guard let session = unsafe tls.accept(descriptor) else { return nil }
            unsafe self.session = session
        } else {
            unsafe session = nil
        }
        self.descriptor = descriptor
    }

    deinit {
        unsafe SSL_free(session)
    }

    /// Whether the TLS handshake resumed an earlier session.
    var isResumed: Bool {
        guard let session = unsafe session else { return false }
        return unsafe SSL_session_reused(session) == 1
    }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe sendOnce($0) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// What has come, at least a byte; nil when nothing more will.
    func receive() -> [UInt8]? {
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            count = unsafe max(0, receiveOnce(buffer))
        }
        return bytes.isEmpty ? nil : bytes
    }

    /// Ends the conversation as one does who has said all.
    func finish() {
        if let session = unsafe session { unsafe SSL_shutdown(session) }
        cut()
    }

    /// Ends the connection without a TLS farewell, as a crash does.
    func cut() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Has the socket answer with a reset once it is closed.
    func resetOnClose() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    }

    private func sendOnce(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard let session = unsafe session else {
            return unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        }
        return Int(unsafe SSL_write(session, bytes.baseAddress, Int32(min(bytes.count, 1 << 20))))
    }

    private func receiveOnce(_ buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        guard let session = unsafe session else {
            return unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
        }
        return Int(unsafe SSL_read(session, buffer.baseAddress, Int32(buffer.count)))
    }
}
