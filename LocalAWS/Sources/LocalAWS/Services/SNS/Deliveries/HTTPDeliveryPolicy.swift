/// How messages are posted to HTTP subscribers: a topic says it for all of them, a subscription for itself.
struct HTTPDeliveryPolicy: Codable, Sendable, Hashable {
    private(set) var schedule = RetrySchedule.http
    /// Whether a topic's subscriptions have no say.
    private(set) var disablesOverrides = false
    /// Nil for what nobody has set.
    private(set) var headerContentType: String?

    static let maximumSeconds = 3_600

    /// The default.
    init() {}

    /// Reads a topic's: `{"http":{"defaultHealthyRetryPolicy":{…},"disableSubscriptionOverrides":false}}`.
    init(topic text: String) throws(ServiceError) {
        let members = try Self.members(Document(policy: text), ["http"])
        let http = try Self.members(
            members["http"] ?? [:],
            ["defaultHealthyRetryPolicy", "disableSubscriptionOverrides", "defaultRequestPolicy"]
        )
        disablesOverrides = http["disableSubscriptionOverrides"]?.boolean ?? false
        try read(http["defaultHealthyRetryPolicy"], http["defaultRequestPolicy"])
    }

    /// Reads a subscription's: `{"healthyRetryPolicy":{…}}`.
    init(subscription text: String) throws(ServiceError) {
        let members = try Self.members(Document(policy: text), ["healthyRetryPolicy", "requestPolicy"])
        try read(members["healthyRetryPolicy"], members["requestPolicy"])
    }

    private mutating func read(_ retries: Document?, _ request: Document?) throws(ServiceError) {
        if let retries { schedule = try Self.schedule(retries) }
        if let request {
            headerContentType = try Self.members(request, ["headerContentType"])["headerContentType"]?.text
        }
    }

    /// The members of an object, which are among these. What isn't honoured here is refused.
    private static func members(
        _ document: Document,
        _ known: Set<String>
    ) throws(ServiceError) -> [String: Document] {
        guard let members = document.structure else { throw refusal("not a JSON object") }
        let given = members.filter { $0.value != .null }
        guard let other = given.keys.filter({ !known.contains($0) }).min() else { return given }
        throw refusal("local-aws doesn't support \(other)")
    }

    fileprivate static func refusal(_ reason: String) -> ServiceError {
        .invalidSNSParameter("DeliveryPolicy: \(reason)")
    }

    /// That of a subscription whose topic's this is.
    func effective(_ own: HTTPDeliveryPolicy?) -> HTTPDeliveryPolicy {
        guard let own, !disablesOverrides else { return self }
        var effective = own
        effective.headerContentType = own.headerContentType ?? headerContentType
        return effective
    }

    var contentType: String { headerContentType ?? "text/plain; charset=UTF-8" }
}

extension Document {
    fileprivate init(policy text: String) throws(ServiceError) {
        do throws(DocumentError) {
            try self.init(json: text)
        } catch {
            throw HTTPDeliveryPolicy.refusal("\(error)")
        }
    }
}

/// Retries.
extension HTTPDeliveryPolicy {
    private static func schedule(_ document: Document) throws(ServiceError) -> RetrySchedule {
        let members = try members(
            document,
            [
                "minDelayTarget", "maxDelayTarget", "numRetries", "numMaxDelayRetries", "numNoDelayRetries",
                "numMinDelayRetries", "backoffFunction",
            ]
        )
        func number(_ name: String, default usual: Int, _ range: ClosedRange<Int>) throws(ServiceError) -> Int
        {
            guard let member = members[name] else { return usual }
            guard let number = member.integer, range.contains(number) else {
                throw refusal("\(name) must be in \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
        let retries = try number("numRetries", default: 3, 0...100)
        var schedule = RetrySchedule.http
        schedule.minimumDelay = try number("minDelayTarget", default: 20, 1...maximumSeconds)
        schedule.maximumDelay = try number("maxDelayTarget", default: 20, 1...maximumSeconds)
        schedule.noDelayRetries = try number("numNoDelayRetries", default: 0, 0...retries)
        schedule.minimumDelayRetries = try number("numMinDelayRetries", default: 0, 0...retries)
        schedule.maximumDelayRetries = try number("numMaxDelayRetries", default: 0, 0...retries)
        schedule.backoffRetries = 0
        schedule.backoffRetries = retries - schedule.retries
        if let function = members["backoffFunction"] {
            guard let backoff = function.text.flatMap(RetrySchedule.Backoff.init) else {
                throw refusal("backoffFunction must be linear, arithmetic, geometric or exponential")
            }
            schedule.backoff = backoff
        }
        guard schedule.backoffRetries >= 0, schedule.minimumDelay <= schedule.maximumDelay else {
            throw refusal("the retries of the phases are more than numRetries, or the delays out of order")
        }
        return schedule
    }

    private var retryDocument: Document {
        [
            "minDelayTarget": .integer(Int64(schedule.minimumDelay)),
            "maxDelayTarget": .integer(Int64(schedule.maximumDelay)),
            "numRetries": .integer(Int64(schedule.retries)),
            "numMaxDelayRetries": .integer(Int64(schedule.maximumDelayRetries)),
            "numNoDelayRetries": .integer(Int64(schedule.noDelayRetries)),
            "numMinDelayRetries": .integer(Int64(schedule.minimumDelayRetries)),
            "backoffFunction": .text(schedule.backoff.rawValue),
        ]
    }

    /// As GetTopicAttributes has it.
    var topicDocument: Document {
        [
            "http": [
                "defaultHealthyRetryPolicy": retryDocument,
                "disableSubscriptionOverrides": .boolean(disablesOverrides),
                "defaultRequestPolicy": ["headerContentType": .text(contentType)],
            ]
        ]
    }

    /// As GetSubscriptionAttributes has it.
    var subscriptionDocument: Document {
        [
            "healthyRetryPolicy": retryDocument, "sicklyRetryPolicy": .null, "throttlePolicy": .null,
            "requestPolicy": ["headerContentType": .text(contentType)], "guaranteed": false,
        ]
    }
}
