private import Foundation

/// One accepted connection and what was read of it ahead of time.
struct Connection: ~Copyable {
    let stream: ByteStream
    let number: Int
    private var buffer: [UInt8] = []

    init(stream: consuming ByteStream, number: Int) {
        self.stream = stream
        self.number = number
    }

    /// The next request, or nil when the peer has closed or sent something else.
    mutating func readRequest() -> ReceivedRequest? {
        guard let head = readHead() else { return nil }
        let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
        let parts = (lines.first ?? "").split(separator: " ")
        guard parts.count == 3 else { return nil }
        var request = ReceivedRequest(
            method: String(parts[0]),
            target: String(parts[1]),
            version: String(parts[2]),
            fields: lines.dropFirst().compactMap(Self.field),
            body: [],
            connection: number,
            isResumed: stream.isResumed
        )
        if request[field: "expect"] != nil { stream.send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        let length = request[field: "content-length"].flatMap { Int($0) } ?? 0
        guard let body = readBytes(length) else { return nil }
        request.body = body
        return request
    }

    /// Carries the reply out; false when the connection is over.
    borrowing func carryOut(_ reply: Reply) -> Bool {
        for step in reply.steps {
            switch step {
            case .send(let bytes): stream.send(bytes)
            case .pause(let duration): Thread.sleep(forTimeInterval: duration / .seconds(1))
            case .close:
                stream.finish()
                return false
            case .cut:
                stream.cut()
                return false
            case .reset:
                stream.resetOnClose()
                return false
            case .relay(let port):
                relay(stream, toPort: port)
                return false
            }
        }
        return true
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
        guard let bytes = stream.receive() else { return false }
        buffer += bytes
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
