/// What SNS counts of a topic.
enum SNSMetric: String, Sendable {
    case messagesPublished = "NumberOfMessagesPublished"
    case publishSize = "PublishSize"
    case notificationsDelivered = "NumberOfNotificationsDelivered"
    case notificationsFailed = "NumberOfNotificationsFailed"
    case notificationsFilteredOut = "NumberOfNotificationsFilteredOut"
    case notificationsRedriven = "NumberOfNotificationsRedrivenToDlq"
    case notificationsLost = "NumberOfNotificationsFailedToRedriveToDlq"

    /// The namespace of the metrics.
    static let namespace = "AWS/SNS"
    /// Their one dimension.
    static let dimension = "TopicName"
}

extension CloudState {
    /// Tells CloudWatch. The one place where SNS does.
    mutating func count(
        _ metric: SNSMetric,
        of topicARN: String,
        _ context: ActionContext,
        value: Double = 1
    ) {
    }
}
