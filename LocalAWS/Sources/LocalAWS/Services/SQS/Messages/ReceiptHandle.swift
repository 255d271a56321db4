/// Names one receiving of one message.
struct ReceiptHandle: Sendable, Hashable {
    let queueName: String
    let messageID: String
    /// Which receiving of the message it was.
    let receiveCount: Int

    private static let prefix = "AQEB"

    init(_ message: QueuedMessage, in queueName: String) {
        self.queueName = queueName
        messageID = message.id
        receiveCount = message.receiveCount
    }

    /// Reads what a client gives back.
    init(_ text: String) throws(ServiceError) {
        guard text.hasPrefix(Self.prefix), let bytes = Base64.bytes(of: String(text.dropFirst(4))) else {
            throw .receiptHandleIsInvalid
        }
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: "/")
        guard parts.count == 3, let count = Int(parts[2]) else { throw .receiptHandleIsInvalid }
        queueName = String(parts[0])
        messageID = String(parts[1])
        receiveCount = count
    }

    var text: String {
        Self.prefix + Base64.text(of: "\(queueName)/\(messageID)/\(receiveCount)".utf8)
    }
}
