internal import Platform

/// An event on its way to a target.
struct EventDelivery: Codable, Sendable {
    private static let maximumRetries = 185
    private static let maximumAge = 86_400
    /// The longest time between two attempts, in seconds.
    private static let maximumDelay = 600

    let target: EventTarget
    let ruleARN: String
    let payload: String
    let firstAttempt: Timestamp
    private var retries = 0

    init(target: EventTarget, ruleARN: String, payload: String, firstAttempt: Timestamp) {
        self.target = target
        self.ruleARN = ruleARN
        self.payload = payload
        self.firstAttempt = firstAttempt
    }

    /// Whether no target was asked yet.
    var isFirstAttempt: Bool { retries == 0 }

    var ruleName: String { ARN(ruleARN)?.resource.split(separator: "/").last.map(String.init) ?? "" }

    func delivery(to arn: String) -> Delivery {
        Delivery(
            servicePrincipal: "events.amazonaws.com",
            sourceARN: ruleARN,
            target: arn,
            payload: payload
        )
    }

    /// The next attempt and how long to wait for it; nil when there were enough.
    func next(at now: Timestamp) -> (EventDelivery, Duration)? {
        let delay = Duration.seconds(min(Self.maximumDelay, 1 << min(retries, 10)))
        let age = now + delay - firstAttempt
        guard retries < target.maximumRetries ?? Self.maximumRetries,
            age <= .seconds(target.maximumAge ?? Self.maximumAge)
        else { return nil }
        var next = self
        next.retries += 1
        return (next, delay)
    }
}
