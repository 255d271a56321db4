internal import Platform

/// The bus of the account, the only one there is here.
enum EventBus {
    static let defaultName = "default"

    /// The name in a bus's ARN; any other text as it is.
    static func name(in text: String) -> String {
        guard let arn = ARN(text), arn.resource.hasPrefix("event-bus/") else { return text }
        return String(arn.resource.dropFirst("event-bus/".count))
    }
}

extension ARN {
    /// Whether it is that of the account's own bus.
    var isDefaultBus: Bool { service == "events" && resource == "event-bus/\(EventBus.defaultName)" }
}

/// Something that happened, as a service or a client tells EventBridge.
struct BusEvent: Codable, Sendable {
    /// `aws.autoscaling`
    let source: String
    /// `EC2 Instance Launch Successful`
    let detailType: String
    let detail: Document
    /// ARNs.
    var resources: [String] = []
    /// When it happened; nil for now.
    var time: Timestamp?

    /// The event as rules match and targets get it.
    func document(id: String, _ context: ActionContext) -> Document {
        let time = (time ?? context.now).iso8601.prefix(19)
        return [
            "version": "0",
            "id": .text(id),
            "detail-type": .text(detailType),
            "source": .text(source),
            "account": .text(context.accountID),
            "time": .text("\(time)Z"),
            "region": .text(context.region.name),
            "resources": .list(resources.map(Document.text)),
            "detail": detail,
        ]
    }
}
