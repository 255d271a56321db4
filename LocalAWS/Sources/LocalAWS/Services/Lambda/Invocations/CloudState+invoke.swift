extension CloudState {
    /// Takes what another service hands to a function as an asynchronous invocation.
    mutating func invoke(
        _ delivery: Delivery,
        function: ARN,
        _ context: inout ActionContext
    ) -> Delivery.Outcome {
        guard let reference = FunctionReference(delivery.target) else {
            return .refused("\(delivery.target) is no function's ARN")
        }
        guard function.region == context.region.name else {
            return .refused(
                "local-aws delivers to functions of the same region only, not to \(delivery.target)"
            )
        }
        guard (try? Document(json: delivery.payload)) != nil else {
            return .refused("a function takes JSON only")
        }
        guard delivery.payload.utf8.count <= Invoke.asynchronousLimit else {
            return .refused("the event is larger than \(Invoke.asynchronousLimit) bytes")
        }
        do throws(ServiceError) {
            let version = try withRegion(context.region) { region throws(ServiceError) in
                try region.lambda.version(reference, context)
            }
            let policy = resourcePolicy(of: delivery.target)
            guard delivery.isAllowed("lambda:InvokeFunction", by: policy, context) else {
                return .refused(
                    "the policy of \(delivery.target) doesn't let \(delivery.servicePrincipal) invoke it"
                )
            }
            let event = QueuedEvent(payload: Array(delivery.payload.utf8))
            _ = accept(event, for: reference, version, &context)
            return .accepted
        } catch {
            return .refused(error.message)
        }
    }
}
