extension CloudState {
    /// Takes what another service hands to a function as an asynchronous invocation.
    mutating func invoke(
        _ delivery: Delivery,
        function: ARN,
        _ context: inout ActionContext
    ) -> Delivery.Outcome {
        .refused("there is no such function")
    }
}
