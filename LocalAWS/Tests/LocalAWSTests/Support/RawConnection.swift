import Dispatch
import Glibc

/// A TCP connection that sends exactly the bytes it is given, which no HTTP client would.
///
/// It blocks, so it works on a thread of its own: the server under test needs those of the concurrency pool.
struct RawConnection {
    let port: Int

    struct Failure: Error {
        let number: Int32
    }

    /// Sends a request over a new connection and reads until the other side has closed it or its answer is complete.
    func exchange(_ request: String) async throws -> String {
        try await exchange(Array(request.utf8))
    }

    /// Sends a request over a new connection and reads until the other side has closed it or its answer is complete.
    func exchange(_ request: [UInt8]) async throws -> String {
        try await onThread { descriptor in
            Self.send(request, descriptor)
            return Self.receive(descriptor)
        }
    }

    /// Sends bytes over a new connection and closes it without waiting for anything.
    func send(_ request: [UInt8]) async throws {
        _ = try await onThread { descriptor in
            Self.send(request, descriptor)
            return ""
        }
    }

    /// Connects and closes.
    func connect() async throws {
        try await send([])
    }

    private func onThread(_ body: @escaping @Sendable (Int32) -> String) async throws -> String {
        let result: Result<String, Failure> = await withCheckedContinuation { continuation in
            DispatchQueue(label: "connection").async {
                let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
                defer { close(descriptor) }
                guard Self.connect(descriptor, port) else {
                    continuation.resume(returning: .failure(Failure(number: errno)))
                    return
                }
                continuation.resume(returning: .success(body(descriptor)))
            }
        }
        return try result.get()
    }

    private static func connect(_ descriptor: Int32, _ port: Int) -> Bool {
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(descriptor, $0, length)
            }
        } == 0
    }

    private static func send(_ request: [UInt8], _ descriptor: Int32) {
        var sent = 0
        while sent < request.count {
            let count = unsafe request[sent...].withUnsafeBytes { bytes in
                unsafe Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { break }
            sent += count
        }
    }

    private static func receive(_ descriptor: Int32) -> String {
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !isComplete(received) {
            let count = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe recv(descriptor, bytes.baseAddress, bytes.count, 0)
            }
            guard count > 0 else { break }
            received += buffer.prefix(count)
        }
        return String(decoding: received, as: UTF8.self)
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
