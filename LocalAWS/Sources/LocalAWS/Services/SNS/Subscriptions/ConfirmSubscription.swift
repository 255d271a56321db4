internal import Platform

/// An action that needs no signature, since its caller may be a subscriber who has no keys: it may be in any region.
protocol OpenSNSOperation: Operation where State == CloudState {}

extension OpenSNSOperation {
    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout CloudState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try body(&cloud)
    }

    /// Works on the region of an ARN.
    fileprivate func withState<Result>(
        of text: String,
        _ parameter: String,
        in cloud: inout CloudState,
        _ body: (inout SNSState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        guard let arn = ARN(text), arn.service == "sns", let region = Region(arn.region) else {
            throw .invalidSNSParameter(parameter)
        }
        return try cloud.withRegion(region) { (state: inout RegionState) throws(ServiceError) in
            try body(&state.sns)
        }
    }
}

/// Agrees to a subscription.
struct ConfirmSubscription: OpenSNSOperation {
    static let name = "ConfirmSubscription"
    static let honours: Set<String> = ["TopicArn", "Token", "AuthenticateOnUnsubscribe"]
    static let mutates = true
    static let needsSignature = false

    private let topicARN: String
    private let token: String
    private let authenticates: Bool

    init(_ parameters: Parameters) throws(ServiceError) {
        topicARN = try parameters.required("TopicArn")
        token = try parameters.required("Token")
        authenticates = try parameters.boolean("AuthenticateOnUnsubscribe") ?? false
    }

    func permissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: topicARN)]
    }

    func perform(
        on cloud: inout CloudState,
        in context: inout ActionContext
    ) throws(ServiceError) -> String {
        let now = context.now
        let arn = try withState(of: topicARN, "TopicArn", in: &cloud) { state throws(ServiceError) in
            guard state.topics[topicARN] != nil else { throw .topicDoesNotExist }
            let all = state.subscriptions(ofTopic: topicARN)
            if let confirmed = all.first(where: { $0.usedToken == token }) { return confirmed.arn }
            let found = all.first { $0.pending?.token == token }
            guard var subscription = found, let end = subscription.pending?.end, now < end else {
                throw .invalidSNSParameter("Token")
            }
            subscription.pending = nil
            subscription.usedToken = token
            subscription.wasAuthenticated = authenticates
            state.set(subscription)
            return subscription.arn
        }
        context.note("sns", "Confirmed \(arn.split(separator: ":").last ?? "")")
        return arn
    }

    static func render(_ arn: String, to writer: inout OutputWriter) {
        writer.text("SubscriptionArn", arn)
    }
}

/// Takes a subscription back. One that isn't there is taken back.
struct Unsubscribe: OpenSNSOperation {
    static let name = "Unsubscribe"
    static let honours: Set<String> = ["SubscriptionArn"]
    static let mutates = true
    static let needsSignature = false

    private let subscriptionARN: String

    init(_ parameters: Parameters) throws(ServiceError) {
        subscriptionARN = try parameters.required("SubscriptionArn")
    }

    func permissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] {
        let topicARN = subscriptionARN.split(separator: ":", omittingEmptySubsequences: false).dropLast()
        return [RequiredPermission(on: topicARN.joined(separator: ":"))]
    }

    func perform(on cloud: inout CloudState, in context: inout ActionContext) throws(ServiceError) {
        try withState(of: subscriptionARN, "SubscriptionArn", in: &cloud) { state throws(ServiceError) in
            guard let subscription = state.subscriptions[subscriptionARN] else { return }
            guard !subscription.isPending else {
                throw .invalidSNSParameter(
                    "Cannot unsubscribe a subscription that is pending confirmation"
                )
            }
            state.removeSubscription(subscriptionARN)
        }
        context.note("sns", "Unsubscribed \(subscriptionARN.split(separator: ":").last ?? "")")
    }
}
