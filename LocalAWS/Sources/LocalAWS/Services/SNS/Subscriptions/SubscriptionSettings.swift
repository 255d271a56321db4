/// The attributes of a subscription that its owner sets: texts, given back as they came, and what they mean.
struct SubscriptionSettings: Codable, Sendable, Hashable {
    /// What was set, by name.
    private(set) var texts: [String: String] = [:]
    private(set) var filter: FilterPolicy?
    /// The ARN of the queue for what can't be delivered.
    private(set) var deadLetterQueueARN: String?
    private(set) var deliveryPolicy: HTTPDeliveryPolicy?

    private static let scopes = ["MessageAttributes", "MessageBody"]

    /// Sets attributes; an empty text takes one away.
    ///
    /// - Throws: a refusal of the first that isn't valid; then nothing has changed.
    mutating func set(
        _ attributes: [(key: String, value: String)],
        for endpoint: SubscriptionEndpoint
    ) throws(ServiceError) {
        var changed = self
        for (name, value) in attributes {
            try Self.check(name, value, for: endpoint)
            changed.texts[name] = value.isEmpty ? nil : value
        }
        let scope = changed.texts["FilterPolicyScope"] ?? Self.scopes[0]
        changed.filter = try changed.texts["FilterPolicy"].flatMap { text throws(ServiceError) in
            try FilterPolicy(text, isForBody: scope == Self.scopes[1])
        }
        changed.deadLetterQueueARN = try changed.texts["RedrivePolicy"].map(Self.deadLetterQueue)
        changed.deliveryPolicy = try changed.texts["DeliveryPolicy"].map { text throws(ServiceError) in
            try HTTPDeliveryPolicy(subscription: text)
        }
        self = changed
    }

    private static func check(
        _ name: String,
        _ value: String,
        for endpoint: SubscriptionEndpoint
    ) throws(ServiceError) {
        switch name {
        case "RawMessageDelivery":
            guard ["true", "false"].contains(value.lowercased()) else {
                throw .invalidSNSParameter("Attributes", "RawMessageDelivery: Invalid value [\(value)].")
            }
            guard value.lowercased() == "false" || endpoint.allowsRawDelivery else {
                throw .invalidSNSParameter(
                    "Attributes",
                    "RawMessageDelivery: Delivery protocol [\(endpoint.kind.rawValue)] does not support raw message "
                        + "delivery."
                )
            }
        case "FilterPolicyScope":
            guard scopes.contains(value) || value.isEmpty else {
                throw .invalidSNSParameter(
                    "FilterPolicyScope",
                    "Invalid value [\(value)]. Please use either MessageBody or MessageAttributes"
                )
            }
        case "DeliveryPolicy":
            guard endpoint.kind == .http else {
                throw .invalidSNSParameter(
                    "Attributes",
                    "DeliveryPolicy: only http and https subscriptions have one."
                )
            }
        case "FilterPolicy", "RedrivePolicy": break
        default: throw .invalidSNSParameter("AttributeName")
        }
    }

    private static func deadLetterQueue(_ text: String) throws(ServiceError) -> String {
        guard let document = try? Document(json: text), let arn = document["deadLetterTargetArn"]?.text else {
            throw .invalidSNSParameter("RedrivePolicy: failed to deserialize JSON.")
        }
        guard ARN(arn)?.service == "sqs" else {
            throw .invalidSNSParameter("RedrivePolicy: deadLetterTargetArn is an invalid arn")
        }
        return arn
    }

    var isRaw: Bool { texts["RawMessageDelivery"]?.lowercased() == "true" }
}
