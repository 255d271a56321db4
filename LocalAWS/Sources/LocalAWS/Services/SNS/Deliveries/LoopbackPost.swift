internal import NIOCore
internal import NIOPosix

/// One POST over HTTP/1.1 on a connection of its own, of whose answer only the status counts.
struct LoopbackPost: Sendable {
    let url: LoopbackURL
    let fields: [(name: String, value: String)]
    let body: String

    /// Why there is no status.
    struct Failure: Error {
        let reason: String
    }

    /// An answer's first line is shorter than this.
    private static let maximumLineBytes = 8_192

    /// The status of the answer.
    func status(within limit: Duration) async throws(Failure) -> Int {
        let outcome = await withTaskGroup(of: Result<Int, Failure>.self) { group in
            group.addTask { await exchange() }
            group.addTask {
                try? await Task.sleep(for: limit)
                return .failure(Failure(reason: "it has not answered within \(limit)"))
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(Failure(reason: "nobody asked it"))
        }
        return try outcome.get()
    }

    private func exchange() async -> Result<Int, Failure> {
        do {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: url.host, port: url.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            return try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(string: request))
                return try await Self.status(in: inbound)
            }
        } catch let failure as Failure {
            return .failure(failure)
        } catch {
            return .failure(Failure(reason: "\(url.authority) can't be reached: \(error)"))
        }
    }

    private var request: String {
        var lines = ["POST \(url.path) HTTP/1.1", "Host: \(url.authority)", "Connection: close"]
        lines += fields.map { "\($0.name): \($0.value)" }
        lines.append("Content-Length: \(body.utf8.count)")
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    /// Reads up to the end of the first line that isn't an interim answer's.
    private static func status(
        in inbound: NIOAsyncChannelInboundStream<ByteBuffer>
    ) async throws -> Result<Int, Failure> {
        var received: [UInt8] = []
        for try await part in inbound {
            received += part.readableBytesView
            if let status = finalStatus(in: received) { return .success(status) }
            guard received.count <= maximumLineBytes else { break }
        }
        return .failure(Failure(reason: "it answered with something else than HTTP"))
    }

    private static func finalStatus(in bytes: [UInt8]) -> Int? {
        var rest = String(decoding: bytes, as: UTF8.self)[...]
        while let end = rest.firstRange(of: "\r\n") {
            let words = rest[..<end.lowerBound].split(separator: " ")
            guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
                return nil
            }
            if status >= 200 { return status }
            // `100 Continue` and its like end with an empty line.
            guard let next = rest.firstRange(of: "\r\n\r\n") else { return nil }
            rest = rest[next.upperBound...]
        }
        return nil
    }
}
