private import Foundation

/// One accepted connection, closed when it goes.
struct Connection: ~Copyable {
    let descriptor: Int32
    let number: Int
    private var buffer: [UInt8] = []

    init(descriptor: Int32, number: Int) {
        self.descriptor = descriptor
        self.number = number
    }

    deinit { close(descriptor) }

    /// The next request, or nil when the peer has closed or sent something else.
    mutating func readRequest() -> ReceivedRequest? {
        guard let head = readHead() else { return nil }
        let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
        let parts = (lines.first ?? "").split(separator: " ")
        guard parts.count == 3 else { return nil }
        var request = ReceivedRequest(
            method: String(parts[0]),
            target: String(parts[1]),
            fields: lines.dropFirst().compactMap(Self.field),
            body: [],
            connection: number
        )
        if request[field: "expect"] != nil { send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        let length = request[field: "content-length"].flatMap { Int($0) } ?? 0
        guard let body = readBytes(length) else { return nil }
        request.body = body
        return request
    }

    /// Carries the reply out; false when the connection is over.
    borrowing func carryOut(_ reply: Reply) -> Bool {
        for step in reply.steps {
            switch step {
            case .send(let bytes): send(bytes)
            case .pause(let duration): Thread.sleep(forTimeInterval: duration / .seconds(1))
            case .close:
                shutdown(descriptor, Int32(SHUT_RDWR))
                return false
            case .reset:
                var linger = linger(l_onoff: 1, l_linger: 0)
                unsafe setsockopt(
                    descriptor,
                    SOL_SOCKET,
                    SO_LINGER,
                    &linger,
                    socklen_t(MemoryLayout<linger>.size)
                )
                return false
            }
        }
        return true
    }

    private borrowing func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private mutating func readHead() -> String? {
        while true {
            if let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) {
                let head = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
                buffer.removeSubrange(..<end.upperBound)
                return head
            }
            guard fill() else { return nil }
        }
    }

    private mutating func readBytes(_ count: Int) -> [UInt8]? {
        while buffer.count < count {
            guard fill() else { return nil }
        }
        defer { buffer.removeFirst(count) }
        return Array(buffer[..<count])
    }

    private mutating func fill() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer += chunk[..<count]
        return true
    }

    private static func field(_ line: Substring) -> (name: String, value: String)? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        return (
            line[..<colon].lowercased(),
            line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        )
    }
}
