extension CloudState {
    /// Puts what another service hands over into a queue, if the queue's policy lets it.
    mutating func enqueue(
        _ delivery: Delivery,
        in target: ARN,
        _ context: inout ActionContext
    ) -> Delivery.Outcome {
        guard let region = Region(target.region), target.accountID == context.accountID else {
            return .refused("there is no queue \(target)")
        }
        return withRegion(region) { state in
            guard let queue = state.sqs.queues[target.resource] else {
                return .refused("there is no queue \(target)")
            }
            guard delivery.isAllowed("sqs:SendMessage", by: queue.settings.policy, context) else {
                return .refused("the queue's policy doesn't let \(delivery.servicePrincipal) send messages")
            }
            do throws(ServiceError) {
                let content = queue.content(of: delivery)
                _ = try state.sqs.send(content, to: queue.name, from: context.caller.userID, &context)
                return .accepted
            } catch {
                return .refused(error.message)
            }
        }
    }
}

extension Queue {
    /// A delivery as a message. A FIFO queue's messages need a group.
    fileprivate func content(of delivery: Delivery) -> MessageContent {
        var content = MessageContent(
            body: delivery.payload,
            attributes: delivery.messageAttributes,
            groupID: delivery.groupID
        )
        if isFIFO {
            content.groupID = delivery.groupID ?? "default"
            content.deduplicationID = delivery.deduplicationID
        }
        return content
    }
}

extension Delivery {
    /// The attributes as a message has them.
    var messageAttributes: [String: MessageAttribute] {
        var typed: [String: MessageAttribute] = [:]
        for (name, text) in attributes {
            let type = attributeTypes[name] ?? "String"
            let bytes = type.hasPrefix("Binary") ? Base64.bytes(of: text) : nil
            typed[name] = MessageAttribute(dataType: type, value: bytes.map { .bytes($0) } ?? .text(text))
        }
        return typed
    }
}
