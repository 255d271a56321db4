internal import Platform

/// What SNS has happen at a moment.
enum SNSEvent: ServiceEvent {
    /// Tries to deliver.
    case deliver(DeliveryAttempt)
    /// Waits no longer for a post that nobody has told the end of: its subscriber is too slow, or the emulator was stopped
    /// meanwhile.
    case giveUp(post: Int, region: Region)

    /// How long a subscriber has to answer, in the cloud's time.
    static let postTimeLimit: Duration = .seconds(60)

    func happen(in cloud: inout CloudState, _ context: inout ActionContext) {
        switch self {
        case .deliver(let attempt): cloud.deliver(attempt, &context)
        case .giveUp(let post, let region):
            cloud.finishPost(post, in: region, .postponed("it has not answered"), &context)
        }
    }
}

extension CloudState {
    /// Tries to deliver. A subscription that was taken back meanwhile gets nothing.
    fileprivate mutating func deliver(_ attempt: DeliveryAttempt, _ context: inout ActionContext) {
        guard let region = attempt.region,
            let (subscription, topic) = withRegion(region, { $0.sns.parties(of: attempt) })
        else { return }
        switch subscription.endpoint.kind {
        case .lambda, .sqs:
            guard case .notification(let message) = attempt.content else { return }
            let notification = Notification(message, to: subscription, endpointURL: context.endpointURL)
            let outcome = deliver(notification.delivery(to: subscription.endpoint.text), &context)
            conclude(attempt, subscription, topic, outcome, &context)
        case .http: post(attempt, subscription, topic, in: region, &context)
        case .email, .emailJSON: break
        }
    }

    private mutating func post(
        _ attempt: DeliveryAttempt,
        _ subscription: Subscription,
        _ topic: Topic,
        in region: Region,
        _ context: inout ActionContext
    ) {
        let number = withRegion(region) { state in
            let number = state.sns.nextNumber()
            state.sns.posts[number] = attempt
            return number
        }
        let post = SubscriberPost(
            number: number,
            region: region,
            request: SubscriberRequest(attempt, subscription, topic, endpointURL: context.endpointURL)
        )
        context.request(post)
        context.schedule(.sns(.giveUp(post: number, region: region)), after: SNSEvent.postTimeLimit)
    }

    /// Goes on after a post, unless that was done.
    mutating func finishPost(
        _ number: Int,
        in region: Region,
        _ outcome: Delivery.Outcome,
        _ context: inout ActionContext
    ) {
        guard let attempt = withRegion(region, { $0.sns.posts.removeValue(forKey: number) }),
            let (subscription, topic) = withRegion(region, { $0.sns.parties(of: attempt) })
        else { return }
        conclude(attempt, subscription, topic, outcome, &context)
    }

    private mutating func conclude(
        _ attempt: DeliveryAttempt,
        _ subscription: Subscription,
        _ topic: Topic,
        _ outcome: Delivery.Outcome,
        _ context: inout ActionContext
    ) {
        let name = subscription.endpoint.displayName
        switch outcome {
        case .accepted:
            guard case .notification = attempt.content else {
                context.note("sns", "Asked \(name) to confirm its subscription to \(topic.name)")
                return
            }
            count(.notificationsDelivered, of: topic.arn, &context)
            context.note("sns", "Delivered \(attempt.messageID) to \(name)")
        case .refused(let reason): fail(attempt, subscription, topic, reason, &context)
        case .postponed(let reason):
            var next = attempt
            next.retries += 1
            guard let delay = subscription.schedule(topic).delay(beforeRetry: next.retries) else {
                fail(attempt, subscription, topic, reason, &context)
                return
            }
            context.schedule(.sns(.deliver(next)), after: delay)
        }
    }

    /// Puts what can't be delivered into the subscription's dead-letter queue.
    private mutating func fail(
        _ attempt: DeliveryAttempt,
        _ subscription: Subscription,
        _ topic: Topic,
        _ reason: String,
        _ context: inout ActionContext
    ) {
        let name = subscription.endpoint.displayName
        context.note("sns", "Could not deliver \(attempt.messageID) to \(name): \(reason)")
        guard case .notification(let message) = attempt.content else { return }
        count(.notificationsFailed, of: topic.arn, &context)
        guard let queue = subscription.settings.deadLetterQueueARN else { return }
        let notification = Notification(message, to: subscription, endpointURL: context.endpointURL)
        let outcome = deliver(notification.deadLetter(to: queue), &context)
        let isKept = outcome == .accepted
        count(isKept ? .notificationsRedriven : .notificationsLost, of: topic.arn, &context)
        let place = queue.split(separator: ":").last ?? ""
        context.note("sns", "\(isKept ? "Put" : "Could not put") \(attempt.messageID) into \(place)")
    }
}

extension SNSState {
    /// Subscription and topic of a delivery, if both are there still, and a question isn't answered yet.
    fileprivate func parties(of attempt: DeliveryAttempt) -> (Subscription, Topic)? {
        guard let subscription = subscriptions[attempt.subscriptionARN],
            let topic = topics[subscription.topicARN]
        else { return nil }
        return (subscription, topic)
    }
}

extension Subscription {
    fileprivate func schedule(_ topic: Topic) -> RetrySchedule {
        guard endpoint.kind == .http else { return .managedEndpoint }
        return topic.settings.deliveryPolicy.effective(settings.deliveryPolicy).schedule
    }
}
