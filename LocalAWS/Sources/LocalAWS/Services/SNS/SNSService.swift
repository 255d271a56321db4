extension Service {
    /// Amazon SNS, as far as topics and their subscriptions: no mobile phones, and no platforms of theirs.
    static let sns = Service(
        signingName: "sns",
        version: "2010-03-31",
        wires: [.query],
        namespace: "http://sns.amazonaws.com/doc/2010-03-31/",
        parameterErrorCode: "InvalidParameter",
        maximumBodyBytes: 4 * 1_048_576,
        actions: [
            Action(CreateTopic.self),
            Action(DeleteTopic.self),
            Action(ListTopics.self),
            Action(GetTopicAttributes.self),
            Action(SetTopicAttributes.self),
            Action(AddTopicPermission.self),
            Action(RemoveTopicPermission.self),
            Action(TagTopic.self),
            Action(UntagTopic.self),
            Action(ListTopicTags.self),

            Action(Subscribe.self),
            Action(ConfirmSubscription.self),
            Action(Unsubscribe.self),
            Action(ListSubscriptions.self),
            Action(ListSubscriptionsByTopic.self),
            Action(GetSubscriptionAttributes.self),
            Action(SetSubscriptionAttributes.self),

            Action(Publish.self),
            Action(PublishBatch.self),
        ]
    )
}

/// An action of SNS.
protocol SNSOperation: Operation where State == SNSState {}

extension SNSOperation {
    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout SNSState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try cloud.withRegion(region) { (state: inout RegionState) throws(ServiceError) in try body(&state.sns)
        }
    }
}

/// An action on one topic, which is what it must be allowed on.
protocol TopicOperation: SNSOperation {
    var topicARN: String { get }
}

extension TopicOperation {
    func permissions(in state: SNSState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: topicARN)]
    }
}
