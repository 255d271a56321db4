import Glibc

/// A TCP connection that sends exactly the bytes it is given, which no HTTP client would.
struct RawConnection: ~Copyable {
    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, length)
            }
        }
        guard result == 0 else { throw Failure(number: errno) }
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    struct Failure: Error {
        let number: Int32
    }

    /// Sends a request and reads until the other side has closed or its answer is complete.
    func exchange(_ request: String) -> String {
        exchange(Array(request.utf8))
    }

    /// Sends a request and reads until the other side has closed or its answer is complete.
    func exchange(_ request: [UInt8]) -> String {
        send(request)
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !Self.isComplete(received) {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe recv(descriptor, bytes.baseAddress, bytes.count, 0)
            }
            guard count > 0 else { break }
            received += buffer.prefix(count)
        }
        return String(decoding: received, as: UTF8.self)
    }

    /// Sends bytes and waits for nothing.
    func send(_ request: [UInt8]) {
        var sent = 0
        while sent < request.count {
            let count = unsafe request[sent...].withUnsafeBytes { bytes in
                unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { break }
            sent += count
        }
    }

    private static func isComplete(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n"),
            let field = text.lowercased().firstRange(of: "content-length: "),
            let length = Int(text.lowercased()[field.upperBound...].prefix { $0.isNumber })
        else { return false }
        return text[end.upperBound...].utf8.count >= length
    }
}
