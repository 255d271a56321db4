/// What one service hands to another: a notification, a message, an event. There is one way for all of them, and one
/// place where the receiver's policy is asked.
struct Delivery: Codable, Sendable, Hashable {
    /// Who hands it over: `sns.amazonaws.com`.
    let servicePrincipal: String
    /// On whose behalf: the ARN of the topic, the rule, the group, the function.
    var sourceARN: String
    /// The ARN of the topic, queue, function or event bus that it is for.
    let target: String
    /// The text.
    let payload: String
    /// The role that the service was given for it; nil where the receiver's policy alone counts.
    var roleARN: String?
    /// The subject, of a notification; the type of its detail, of an event.
    var subject: String?
    /// Texts beside it: the attributes of a message.
    var attributes: [String: String] = [:]
    /// The types of the attributes that are no `String`, by their names. What is `Binary` is base64 here.
    var attributeTypes: [String: String] = [:]
    /// The group in a FIFO topic or queue.
    var groupID: String?
    /// What a FIFO topic or queue takes it for a duplicate by.
    var deduplicationID: String?

    /// What became of it.
    enum Outcome: Sendable, Hashable {
        /// The target has it now.
        case accepted
        /// The target won't ever take it: it isn't there, or its policy doesn't allow it.
        case refused(String)
        /// The target can't take it just now.
        case postponed(String)
    }
}

extension CloudState {
    /// Hands a delivery to its target.
    mutating func deliver(_ delivery: Delivery, _ context: inout ActionContext) -> Delivery.Outcome {
        guard let target = ARN(delivery.target) else {
            return .refused("\(delivery.target) is no ARN")
        }
        if let reason = refusal(ofRoleFor: delivery, to: target, context) { return .refused(reason) }
        return switch target.service {
        case "sns": publish(delivery, to: target, &context)
        case "sqs": enqueue(delivery, in: target, &context)
        case "lambda": invoke(delivery, function: target, &context)
        case "autoscaling": scale(by: delivery, &context)
        case "events": putEvent(delivery, on: target, &context)
        default:
            .refused(
                "local-aws delivers to topics, queues, functions, groups and the default event bus, not to "
                    + delivery.target
            )
        }
    }
}
