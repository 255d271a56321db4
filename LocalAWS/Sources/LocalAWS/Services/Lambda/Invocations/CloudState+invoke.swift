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
            return .refused("local-aws delivers to functions of the same region only, not to \(delivery.target)")
        }
        guard (try? Document(json: delivery.payload)) != nil else {
            return .refused("a function takes JSON only")
        }
        guard delivery.payload.utf8.count <= Invoke.asynchronousLimit else {
            return .refused("the event is larger than \(Invoke.asynchronousLimit) bytes")
        }
        do throws(ServiceError) {
            let found = try withRegion(context.region) { region throws(ServiceError) in
                (
                    function: try region.lambda.function(reference, context),
                    version: try region.lambda.version(reference, context)
                )
            }
            guard found.function.allows(delivery, to: reference, context) else {
                return .refused("the policy of \(delivery.target) doesn't let \(delivery.servicePrincipal) invoke it")
            }
            let event = QueuedEvent(payload: Array(delivery.payload.utf8))
            _ = accept(event, for: reference, found.version, &context)
            return .accepted
        } catch {
            return .refused(error.message)
        }
    }
}

extension LambdaFunction {
    /// Whether the resource policy of what a reference names lets a service invoke it on behalf of a source. Lambda itself
    /// delivers to functions as their role.
    func allows(_ delivery: Delivery, to reference: FunctionReference, _ context: ActionContext) -> Bool {
        if delivery.servicePrincipal == "lambda.amazonaws.com" { return true }
        let policy = policy(reference)
        return policy?.statements.contains { $0.allows(delivery, accountID: context.accountID) } ?? false
    }
}

extension FunctionStatement {
    fileprivate func allows(_ delivery: Delivery, accountID: String) -> Bool {
        guard ["lambda:InvokeFunction", "lambda:*", "*"].contains(action),
            principal == delivery.servicePrincipal || principal == "*",
            eventSourceToken == nil, organisationID == nil
        else { return false }
        if let sourceARN, !WildcardPattern(sourceARN).matches(delivery.sourceARN) { return false }
        let account = ARN(delivery.sourceARN).flatMap { $0.accountID.isEmpty ? nil : $0.accountID } ?? accountID
        return sourceAccount == nil || sourceAccount == account
    }
}
