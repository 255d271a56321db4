/// Something that a service has happen at a moment.
protocol ServiceEvent: Codable, Sendable {
    /// Makes it happen. What it finds may have changed since it was asked for: then it does nothing.
    func happen(in cloud: inout CloudState, _ context: inout ActionContext)
}

/// Everything that can be in the agenda.
enum DueEvent: Codable, Sendable {
    case autoScaling(AutoScalingEvent)
    case sns(SNSEvent)
    case sqs(SQSEvent)
    case lambda(LambdaEvent)
    case cloudWatch(CloudWatchEvent)
    case events(EventsEvent)

    /// The service's own event.
    var event: any ServiceEvent {
        switch self {
        case .autoScaling(let event): event
        case .sns(let event): event
        case .sqs(let event): event
        case .lambda(let event): event
        case .cloudWatch(let event): event
        case .events(let event): event
        }
    }
}
