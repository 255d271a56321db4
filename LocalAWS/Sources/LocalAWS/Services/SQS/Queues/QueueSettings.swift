internal import Platform

/// The attributes of a queue that its owner sets: texts, given back as they came, and what they mean.
struct QueueSettings: Codable, Sendable, Hashable {
    /// What was set, by name.
    private(set) var texts: [String: String] = [:]
    private(set) var redrive: RedrivePolicy?
    private(set) var redriveAllowance = RedriveAllowPolicy()
    private(set) var policy: PolicyDocument?

    /// What a queue has whose owner sets nothing.
    static let defaults: [String: String] = [
        "VisibilityTimeout": "30", "MaximumMessageSize": "1048576", "MessageRetentionPeriod": "345600",
        "DelaySeconds": "0", "ReceiveMessageWaitTimeSeconds": "0", "SqsManagedSseEnabled": "true",
    ]

    /// What a FIFO queue has besides.
    private static let fifoDefaults: [String: String] = [
        "FifoQueue": "true", "ContentBasedDeduplication": "false", "DeduplicationScope": "queue",
        "FifoThroughputLimit": "perQueue",
    ]

    init(isFIFO: Bool) {
        texts = Self.defaults
        if isFIFO { texts.merge(Self.fifoDefaults) { $1 } }
    }

    /// The same with other attributes.
    ///
    /// - Throws: a refusal of the first that isn't valid; then nothing has changed.
    mutating func set(_ attributes: [(key: String, value: String)], isFIFO: Bool) throws(ServiceError) {
        var changed = self
        for (name, value) in attributes {
            try QueueAttribute.check(name, value, isFIFO: isFIFO)
            // An empty text takes a policy away.
            changed.texts[name] = value.isEmpty ? nil : value
        }
        if let key = changed.texts["KmsMasterKeyId"], !key.isEmpty {
            changed.texts["KmsDataKeyReusePeriodSeconds"] =
                changed.texts["KmsDataKeyReusePeriodSeconds"] ?? "300"
            changed.texts["SqsManagedSseEnabled"] = "false"
        }
        changed.redrive = try changed.texts["RedrivePolicy"].map(RedrivePolicy.init)
        changed.redriveAllowance =
            try changed.texts["RedriveAllowPolicy"].map(RedriveAllowPolicy.init) ?? RedriveAllowPolicy()
        changed.policy = try changed.texts["Policy"].map { text throws(ServiceError) in
            do throws(PolicyError) {
                return try PolicyDocument(text, as: .resource)
            } catch {
                throw .invalidQueueAttribute("Policy", error.reason)
            }
        }
        self = changed
    }

    private func seconds(_ name: String) -> Duration { .seconds(number(name)) }

    private func number(_ name: String) -> Int { texts[name].flatMap { Int($0) } ?? 0 }

    var visibilityTimeout: Duration { seconds("VisibilityTimeout") }
    var retention: Duration { seconds("MessageRetentionPeriod") }
    var delay: Duration { seconds("DelaySeconds") }
    var waitTime: Duration { seconds("ReceiveMessageWaitTimeSeconds") }
    /// In bytes, with attributes.
    var maximumMessageSize: Int { number("MaximumMessageSize") }
    var deduplicatesByContent: Bool { texts["ContentBasedDeduplication"] == "true" }
    /// Whether a message is a duplicate only within its group.
    var deduplicatesByGroup: Bool { texts["DeduplicationScope"] == "messageGroup" }
}
