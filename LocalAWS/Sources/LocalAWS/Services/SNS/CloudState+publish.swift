extension CloudState {
    /// Publishes what another service hands to a topic, if the topic's policy lets it.
    mutating func publish(
        _ delivery: Delivery,
        to target: ARN,
        _ context: inout ActionContext
    ) -> Delivery.Outcome {
        guard let topic = withRegion(of: target, { $0.sns.topics[delivery.target] }) ?? nil else {
            return .refused("there is no topic \(target)")
        }
        guard delivery.isAllowed("sns:Publish", by: topic.settings.policy, context) else {
            return .refused("the topic's policy doesn't let \(delivery.servicePrincipal) publish")
        }
        let content = PublishedContent(
            text: delivery.payload,
            subject: delivery.subject,
            attributes: delivery.messageAttributes,
            groupID: topic.isFIFO ? delivery.groupID ?? "default" : delivery.groupID,
            deduplicationID: topic.isFIFO ? delivery.deduplicationID : nil
        )
        guard content.byteCount <= PublishedContent.maximumBytes else { return .refused("it is too long") }
        do throws(ServiceError) {
            _ = try publish(content, to: topic, &context)
            return .accepted
        } catch {
            return .refused(error.message)
        }
    }

    /// Publishes a message, counts it, and tells those who watch.
    mutating func publish(
        _ content: PublishedContent,
        to topic: Topic,
        _ context: inout ActionContext
    ) throws(ServiceError) -> PublishedSequence.Receipt {
        guard let arn = ARN(topic.arn), let region = Region(arn.region) else { throw .topicDoesNotExist }
        let publication = try withRegion(region) { (state: inout RegionState) throws(ServiceError) in
            try state.sns.publish(content, to: topic, &context)
        }
        count(.messagesPublished, of: topic.arn, &context)
        count(.publishSize, of: topic.arn, &context, value: Double(content.byteCount))
        if publication.filteredCount > 0 {
            count(
                .notificationsFilteredOut,
                of: topic.arn,
                &context,
                value: Double(publication.filteredCount)
            )
        }
        let title = content.subject.map { " \"\($0)\"" } ?? ""
        let audience = publication.recipientCount.map { "for \($0) of its subscriptions" } ?? "a second time"
        context.note("sns", "Published\(title) to \(topic.name) \(audience)")
        return publication.receipt
    }
}
