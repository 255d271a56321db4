/// The attributes of a topic that its owner sets: texts, given back as they came, and what they mean.
struct TopicSettings: Codable, Sendable, Hashable {
    /// What was set, by name.
    private(set) var texts: [String: String]
    private(set) var policy: PolicyDocument
    private(set) var deliveryPolicy = HTTPDeliveryPolicy()

    /// Of a new topic.
    init(topicARN: String, owner: String, isFIFO: Bool) throws(ServiceError) {
        let text = Self.defaultPolicy(topicARN: topicARN, owner: owner)
        policy = try Self.policy(text)
        texts = ["Policy": text, "DisplayName": ""]
        if isFIFO { texts.merge(["FifoTopic": "true", "ContentBasedDeduplication": "false"]) { $1 } }
    }

    /// Lets the owner's account do everything.
    private static func defaultPolicy(topicARN: String, owner: String) -> String {
        let actions = [
            "GetTopicAttributes", "SetTopicAttributes", "AddPermission", "RemovePermission", "DeleteTopic",
            "Subscribe", "ListSubscriptionsByTopic", "Publish",
        ]
        return
            #"{"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{"Sid":"__default_statement_ID","#
            + #""Effect":"Allow","Principal":{"AWS":"*"},"Action":["#
            + actions.map { "\"SNS:\($0)\"" }.joined(separator: ",")
            + #"],"Resource":"\#(topicARN)","Condition":{"StringEquals":{"AWS:SourceOwner":"\#(owner)"}}}]}"#
    }

    private static func policy(_ text: String) throws(ServiceError) -> PolicyDocument {
        do throws(PolicyError) {
            return try PolicyDocument(text, as: .resource)
        } catch {
            throw .invalidSNSParameter("Policy Error: \(error.reason)")
        }
    }

    /// Sets an attribute; an empty text takes it back to what it was at first.
    mutating func set(_ name: String, _ value: String, of topic: Topic) throws(ServiceError) {
        try TopicAttribute.check(name, value, isFIFO: topic.isFIFO)
        let original = try TopicSettings(topicARN: topic.arn, owner: topic.owner, isFIFO: topic.isFIFO)
        let text = value.isEmpty ? original.texts[name] : value
        switch name {
        case "Policy": policy = try Self.policy(text ?? "")
        case "DeliveryPolicy":
            deliveryPolicy =
                try text.map { text throws(ServiceError) in try HTTPDeliveryPolicy(topic: text) }
                ?? HTTPDeliveryPolicy()
        default: break
        }
        texts[name] = text
    }

    var deduplicatesByContent: Bool { texts["ContentBasedDeduplication"] == "true" }
    var deduplicatesByGroup: Bool { texts["FifoThroughputScope"] == "MessageGroup" }
    /// `1` or `2`.
    var signatureVersion: String { texts["SignatureVersion"] ?? "1" }
}

/// What each attribute of a topic may be set to.
enum TopicAttribute {
    private static let plain: Set<String> = ["DisplayName", "Policy", "DeliveryPolicy", "KmsMasterKeyId"]

    private static let choices: [String: [String]] = [
        "TracingConfig": ["PassThrough", "Active"],
        "SignatureVersion": ["1", "2"],
    ]

    private static let fifoChoices: [String: [String]] = [
        "FifoTopic": ["true"],
        "ContentBasedDeduplication": ["true", "false"],
        "FifoThroughputScope": ["Topic", "MessageGroup"],
    ]

    private static let maximumDisplayNameLength = 100

    static func check(_ name: String, _ value: String, isFIFO: Bool) throws(ServiceError) {
        if name == "DisplayName", value.unicodeScalars.count > maximumDisplayNameLength {
            throw .invalidSNSParameter("DisplayName")
        }
        if plain.contains(name) || isFeedbackRole(name) || value.isEmpty && choices[name] != nil { return }
        if isSampleRate(name) {
            guard value.isEmpty || Int(value).map({ (0...100).contains($0) }) == true else {
                throw .invalidSNSParameter(name)
            }
            return
        }
        guard let allowed = choices[name] ?? (isFIFO ? fifoChoices[name] : nil) else {
            throw .invalidSNSParameter("AttributeName")
        }
        guard allowed.contains(value) else { throw .invalidSNSParameter(name) }
    }

    private static let feedbackProtocols = ["HTTP", "Firehose", "Lambda", "Application", "SQS"]

    private static func isFeedbackRole(_ name: String) -> Bool {
        feedbackProtocols.contains {
            name == "\($0)SuccessFeedbackRoleArn" || name == "\($0)FailureFeedbackRoleArn"
        }
    }

    private static func isSampleRate(_ name: String) -> Bool {
        feedbackProtocols.contains { name == "\($0)SuccessFeedbackSampleRate" }
    }
}
