internal import Platform

/// How an asynchronous invocation ended, in the words of its record.
enum InvocationCondition: String, Sendable {
    case success = "Success"
    case retriesExhausted = "RetriesExhausted"
    case eventAgeExceeded = "EventAgeExceeded"
}

/// Where asynchronous invocations go in the end: to the queue for dead letters, and to destinations.
extension CloudState {
    /// The function handled the event.
    mutating func succeed(
        _ invocation: AsynchronousInvocation,
        _ order: InvocationOrder,
        _ result: InvocationResult,
        _ context: inout ActionContext
    ) {
        let configuration = withRegion(context.region) { region in
            region.lambda.queue[invocation.requestID] = nil
            return region.lambda.eventInvokeConfiguration(of: invocation)
        }
        recordAge(of: invocation, &context)
        guard let destination = configuration.onSuccess else { return }
        let response = InvocationResponseFacts(
            executedVersion: order.version.number,
            functionError: nil,
            payload: String(decoding: result.payload, as: UTF8.self)
        )
        send(
            DestinationRecord(invocation, .success, response, context),
            to: destination,
            of: invocation,
            &context
        )
    }

    /// Nobody will try the event again.
    mutating func giveUp(
        _ invocation: AsynchronousInvocation,
        _ condition: InvocationCondition,
        _ context: inout ActionContext
    ) {
        let (configuration, deadLetterTarget) = withRegion(context.region) { region in
            region.lambda.queue[invocation.requestID] = nil
            let version = try? region.lambda.version(invocation.function, context)
            return (
                region.lambda.eventInvokeConfiguration(of: invocation), version?.settings.deadLetterTarget
            )
        }
        context.note("lambda", "\(invocation.functionName) gives an event up: \(condition.rawValue)")
        recordAge(of: invocation, &context)
        recordMetrics(
            [LambdaMetric("AsyncEventsDropped", 1)],
            of: invocation.functionName,
            qualifier: invocation.qualifier,
            &context
        )
        if let deadLetterTarget { sendDeadLetter(invocation, condition, to: deadLetterTarget, &context) }
        guard let destination = configuration.onFailure else { return }
        let response = invocation.failure.map {
            InvocationResponseFacts(
                executedVersion: $0.executedVersion,
                functionError: $0.functionError,
                payload: $0.payload
            )
        }
        send(
            DestinationRecord(invocation, condition, response, context),
            to: destination,
            of: invocation,
            &context
        )
    }

    /// The event itself, with what went wrong in its attributes.
    private mutating func sendDeadLetter(
        _ invocation: AsynchronousInvocation,
        _ condition: InvocationCondition,
        to target: String,
        _ context: inout ActionContext
    ) {
        let message = invocation.failure.map(Self.errorMessage) ?? condition.rawValue
        let delivery = Delivery(
            servicePrincipal: "lambda.amazonaws.com",
            sourceARN: context.functionARN(invocation.functionName),
            target: target,
            payload: invocation.payload,
            attributes: [
                "RequestID": invocation.requestID,
                "ErrorCode": invocation.failure == nil ? "429" : "200",
                "ErrorMessage": String(decoding: message.utf8.prefix(1_024), as: UTF8.self),
            ],
            attributeTypes: ["ErrorCode": "Number"]
        )
        hand(delivery, of: invocation, metric: "DeadLetterErrors", &context)
    }

    private static func errorMessage(of failure: AsynchronousInvocation.FailedAttempt) -> String {
        (try? Document(json: failure.payload))?["errorMessage"]?.text ?? failure.payload
    }

    private mutating func send(
        _ record: DestinationRecord,
        to destination: String,
        of invocation: AsynchronousInvocation,
        _ context: inout ActionContext
    ) {
        var delivery = Delivery(
            servicePrincipal: "lambda.amazonaws.com",
            sourceARN: context.functionARN(invocation.functionName),
            target: destination,
            payload: record.document.json
        )
        if ARN(destination)?.service == "events" {
            delivery.sourceARN = record.functionARN
            delivery.subject = record.detailType
        }
        hand(delivery, of: invocation, metric: "DestinationDeliveryFailures", &context)
    }

    private mutating func hand(
        _ delivery: Delivery,
        of invocation: AsynchronousInvocation,
        metric: String,
        _ context: inout ActionContext
    ) {
        var delivery = delivery
        delivery.roleARN = withRegion(context.region) { region in
            try? region.lambda.version(invocation.function, context).settings.role
        }
        switch deliver(delivery, &context) {
        case .accepted: return
        case .refused(let reason), .postponed(let reason):
            context.note(
                "lambda",
                "\(invocation.functionName) can't deliver to \(delivery.target): \(reason)"
            )
            recordMetrics(
                [LambdaMetric(metric, 1)],
                of: invocation.functionName,
                qualifier: invocation.qualifier,
                &context
            )
        }
    }

    private mutating func recordAge(
        of invocation: AsynchronousInvocation,
        _ context: inout ActionContext
    ) {
        let age = (context.now - invocation.receipt) / .milliseconds(1)
        recordMetrics(
            [LambdaMetric("AsyncEventAge", age, unit: .milliseconds)],
            of: invocation.functionName,
            qualifier: invocation.qualifier,
            &context
        )
    }
}
