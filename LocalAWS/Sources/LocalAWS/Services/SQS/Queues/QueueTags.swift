/// What a queue may be tagged with.
enum QueueTags {
    private static let maximumCount = 50

    static func map(_ parameters: Parameters, _ name: String) throws(ServiceError) -> [String: String] {
        let tags = Dictionary(try parameters.map(name).map { ($0.key, $0.value) }) { $1 }
        for (key, value) in tags {
            guard (1...128).contains(key.unicodeScalars.count), value.unicodeScalars.count <= 256,
                !key.lowercased().hasPrefix("aws:")
            else {
                throw ServiceError(
                    "InvalidParameterValue",
                    "The tag \(key) is invalid: a key has 1 to 128 characters and doesn't begin with aws:, a value has up "
                        + "to 256."
                )
            }
        }
        return tags
    }

    static func checkCount(_ tags: [String: String]) throws(ServiceError) {
        guard tags.count <= maximumCount else {
            throw ServiceError(
                "InvalidParameterValue",
                "A queue can have \(maximumCount) tags at most; it would have \(tags.count)."
            )
        }
    }
}

/// Tags a queue.
struct TagQueue: QueueOperation {
    static let name = "TagQueue"
    static let honours: Set<String> = ["QueueUrl", "Tags"]
    static let mutates = true

    let queueName: String
    private let tags: [String: String]

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try QueueURL.queueName(parameters)
        tags = try QueueTags.map(parameters, "Tags")
        guard !tags.isEmpty else { throw .missingParameter("Tags") }
    }

    func perform(on state: inout SQSState, in context: inout ActionContext) throws(ServiceError) {
        try state.withQueue(queueName, at: context.now) { queue throws(ServiceError) in
            let merged = queue.tags.merging(tags) { $1 }
            try QueueTags.checkCount(merged)
            queue.tags = merged
        }
    }
}

/// Takes tags off a queue.
struct UntagQueue: QueueOperation {
    static let name = "UntagQueue"
    static let honours: Set<String> = ["QueueUrl", "TagKeys.N"]
    static let mutates = true

    let queueName: String
    private let keys: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try QueueURL.queueName(parameters)
        keys = parameters.list("TagKeys")
        guard !keys.isEmpty else { throw .missingParameter("TagKeys") }
    }

    func perform(on state: inout SQSState, in context: inout ActionContext) throws(ServiceError) {
        try state.withQueue(queueName, at: context.now) { queue in
            for key in keys { queue.tags[key] = nil }
        }
    }
}

/// Tells the tags of a queue.
struct ListQueueTags: QueueOperation {
    static let name = "ListQueueTags"
    static let honours: Set<String> = ["QueueUrl"]
    static let mutates = false

    let queueName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        queueName = try QueueURL.queueName(parameters)
    }

    func perform(
        on state: inout SQSState,
        in context: inout ActionContext
    ) throws(ServiceError) -> [String: String] {
        try state.queue(queueName).tags
    }

    static func render(_ tags: [String: String], to writer: inout OutputWriter) {
        guard !tags.isEmpty else { return }
        writer.map("Tags", of: tags.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
}
