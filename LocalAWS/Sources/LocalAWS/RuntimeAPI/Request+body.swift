internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore

extension Request {
    /// The whole body.
    ///
    /// - Throws: a refusal when it has more than `limit` bytes, announced or sent, or ends early.
    func body(limit: Int) async throws(Refusal) -> [UInt8] {
        if let announced = headers[.contentLength].flatMap({ Int($0) }), announced > limit {
            throw .tooLarge(limit: limit)
        }
        var body: [UInt8] = []
        var iterator = self.body.makeAsyncIterator()
        while true {
            let part: ByteBuffer?
            do { part = try await iterator.next() } catch { throw .truncated }
            guard let part else { return body }
            guard body.count + part.readableBytes <= limit else { throw .tooLarge(limit: limit) }
            body += part.readableBytesView
        }
    }
}
