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
    /// Tells CloudWatch.
    mutating func count(
        _ metric: SNSMetric,
        of topicARN: String,
        _ context: inout ActionContext,
        value: Double = 1
    ) {
        guard let arn = ARN(topicARN), let region = Region(arn.region) else { return }
        let dimension = MetricDimension(name: SNSMetric.dimension, value: arn.resource)
        let datum = MetricDatum(
            Metric(namespace: SNSMetric.namespace, name: metric.rawValue, dimensions: [dimension]),
            value,
            at: context.now,
            unit: metric == .publishSize ? .bytes : .count
        )
        withRegion(region) { $0.cloudWatch.record([datum], &context) }
    }
}
