extension CloudState {
    /// Puts what another service hands over into a queue.
    mutating func enqueue(
        _ delivery: Delivery,
        in queue: ARN,
        _ context: inout ActionContext
    ) -> Delivery.Outcome {
        .refused("there is no such queue")
    }
}
