extension CloudState {
    /// Publishes what another service hands to a topic.
    mutating func publish(
        _ delivery: Delivery,
        to topic: ARN,
        _ context: inout ActionContext
    ) -> Delivery.Outcome {
        .refused("there is no such topic")
    }
}
