internal import Platform

/// A queue with its messages.
struct Queue: Codable, Sendable {
    let name: String
    let createdAt: Timestamp
    /// When its attributes were last changed.
    var modifiedAt: Timestamp
    /// What was set, and how.
    var settings: QueueSettings
    var tags: [String: String]
    var messages = MessageStore()
    var traffic = QueueTraffic()
    /// Whether it is to be measured at the end of this minute.
    var isMeasured = false
    /// When it was last emptied by PurgeQueue.
    var purgedAt: Timestamp?

    var isFIFO: Bool { name.hasSuffix(".fifo") }

    func arn(_ context: ActionContext) -> String { context.arn("sqs", name) }
}

/// Which queue a call is about: the last part of its URL, whatever host is before it.
enum QueueURL {
    /// The name of the queue that the call's `QueueUrl` is of.
    static func queueName(_ parameters: Parameters) throws(ServiceError) -> String {
        try queueName(try parameters.required("QueueUrl"))
    }

    private static func queueName(_ url: String) throws(ServiceError) -> String {
        guard let name = url.split(separator: "/").last, QueueName.isValid(String(name)) else {
            throw ServiceError(
                "InvalidAddress",
                "The address \(url) is not valid for this endpoint.",
                status: 404
            )
        }
        return String(name)
    }

    /// As the client reaches it.
    static func url(of name: String, _ context: ActionContext) -> String {
        "\(context.endpointURL)/\(context.accountID)/\(name)"
    }
}

/// What a queue may be called.
enum QueueName {
    static let maximumCount = 80

    static func isValid(_ name: String) -> Bool {
        let stem = name.hasSuffix(".fifo") ? name.dropLast(5) : name[...]
        return !stem.isEmpty && name.utf8.count <= maximumCount
            && stem.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
                    || $0 == "-" || $0 == "_"
            }
    }

    static func check(_ name: String) throws(ServiceError) {
        guard isValid(name) else {
            throw ServiceError(
                "InvalidParameterValue",
                "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
            )
        }
    }
}
