internal import Platform

/// A message of a topic, on its way to the subscriptions.
struct PublishedMessage: Codable, Sendable {
    let id: String
    let topicARN: String
    let timestamp: Timestamp
    let content: PublishedContent
    /// Of a FIFO topic.
    let sequenceNumber: String?
    /// What a FIFO queue takes it for a duplicate by.
    let deduplicationID: String?
    let signatureVersion: String
    /// Looks like a signature. Nobody can verify it, since the key that AWS signs with is AWS's.
    let signature: String

    var subject: String? { content.subject }
    var attributes: [String: MessageAttribute] { content.attributes }

    /// What subscriptions get for which there is nothing else.
    var defaultText: String { content.text }

    /// What subscriptions of a kind get.
    func text(for kind: SubscriptionEndpoint.Kind) -> String {
        content.texts[kind.rawValue] ?? content.text
    }
}

/// What a publisher says.
struct PublishedContent: Codable, Sendable, Hashable {
    let text: String
    /// Other texts for some protocols, by their names.
    var texts: [String: String] = [:]
    var subject: String?
    var attributes: [String: MessageAttribute] = [:]
    var groupID: String?
    var deduplicationID: String?

    /// In bytes, as it counts against the limit.
    var byteCount: Int { text.utf8.count + attributes.byteCount }
}
