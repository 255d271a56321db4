internal import Platform

/// Somebody's wish to get a topic's messages.
struct Subscription: Codable, Sendable {
    let arn: String
    /// Its place among all, by when it was made.
    let number: Int
    let topicARN: String
    let owner: String
    let endpoint: SubscriptionEndpoint
    /// Who subscribed.
    let principalARN: String
    var settings: SubscriptionSettings
    /// Nil once its owner has agreed, or where nobody has to.
    var pending: PendingConfirmation?
    /// What its owner agreed with, who may do so twice.
    var usedToken: String?
    /// Whether only its owner may take it back.
    var wasAuthenticated: Bool

    var isPending: Bool { pending != nil }

    /// What its owner agrees with.
    struct PendingConfirmation: Codable, Sendable {
        let token: String
        /// When the token is worth nothing any more.
        let end: Timestamp

        static let lifetime: Duration = .seconds(3 * 86_400)
    }
}

/// Where a subscription's messages go.
struct SubscriptionEndpoint: Codable, Sendable, Hashable {
    enum Kind: String, Codable, Sendable, Hashable {
        case lambda, sqs, http
        case email
        case emailJSON = "email-json"
    }

    let kind: Kind
    /// An ARN or an address, as it was given.
    let text: String

    init(protocol name: String, endpoint: String) throws(ServiceError) {
        let known: Set<String> = [
            "http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose",
        ]
        guard known.contains(name) else {
            throw .invalidSNSParameter("Amazon SNS does not support this protocol string: \(name)")
        }
        guard let kind = Kind(rawValue: name) else {
            throw .invalidSNSParameter("Protocol", "local-aws does not deliver to \(name).")
        }
        self.kind = kind
        text = endpoint
        try check()
    }

    private func check() throws(ServiceError) {
        switch kind {
        case .lambda:
            guard ARN(text)?.service == "lambda", text.contains(":function:") else {
                throw .invalidSNSParameter("Lambda endpoint ARN")
            }
        case .sqs:
            guard ARN(text)?.service == "sqs" else { throw .invalidSNSParameter("SQS endpoint ARN") }
        case .http:
            guard text.hasPrefix("http://") else {
                throw .invalidSNSParameter("Endpoint must match the specified protocol")
            }
            guard LoopbackURL(text) != nil else {
                throw .invalidSNSParameter("Endpoint", "local-aws posts to addresses of this machine only.")
            }
        case .email, .emailJSON:
            guard text.contains("@") else { throw .invalidSNSParameter("Email address") }
        }
    }

    /// Whether its owner has to agree first.
    var needsConfirmation: Bool {
        switch kind {
        case .lambda, .sqs: false
        case .http, .email, .emailJSON: true
        }
    }

    /// Whether it may get the message alone, without what SNS says of it.
    var allowsRawDelivery: Bool { kind == .sqs || kind == .http }

    /// For people: the last part of an ARN, or the address.
    var displayName: String {
        switch kind {
        case .lambda, .sqs: "\(kind.rawValue) \(text.split(separator: ":").last ?? "")"
        case .http, .email, .emailJSON: text
        }
    }
}
