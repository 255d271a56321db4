internal import Platform

/// A topic.
struct Topic: Codable, Sendable {
    let name: String
    let arn: String
    let owner: String
    var settings: TopicSettings
    var tags: TagList
    /// How many subscriptions it had that were taken back.
    var deletedSubscriptionCount = 0
    /// What was published to a FIFO topic.
    var sequence = PublishedSequence()

    var isFIFO: Bool { name.hasSuffix(".fifo") }

    static let maximumNameLength = 256

    /// Whether a topic may have that name.
    static func isValid(_ name: String) -> Bool {
        let stem = name.hasSuffix(".fifo") ? name.dropLast(5) : name[...]
        return !stem.isEmpty && name.utf8.count <= maximumNameLength
            && stem.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
                    || $0 == "-" || $0 == "_"
            }
    }
}

/// The messages of a FIFO topic: numbered, and none twice in a short time.
struct PublishedSequence: Codable, Sendable {
    private static let deduplicationInterval: Duration = .seconds(300)

    /// What a publisher is told of a message.
    struct Receipt: Codable, Sendable, Hashable {
        let messageID: String
        var sequenceNumber: String?
    }

    private struct Published: Codable, Sendable {
        let receipt: Receipt
        let moment: Timestamp
    }

    private var last = 0
    private var published: [String: Published] = [:]

    /// The receipt of an equal message that was published a short time ago.
    mutating func earlier(_ key: String, at now: Timestamp) -> Receipt? {
        published = published.filter { now - $0.value.moment < Self.deduplicationInterval }
        return published[key]?.receipt
    }

    /// Gives the next number.
    mutating func add(_ messageID: String, _ key: String, at now: Timestamp) -> Receipt {
        last += 1
        let number = String(last)
        let receipt = Receipt(
            messageID: messageID,
            sequenceNumber: "1" + String(repeating: "0", count: 19 - number.utf8.count) + number
        )
        published[key] = Published(receipt: receipt, moment: now)
        return receipt
    }
}
