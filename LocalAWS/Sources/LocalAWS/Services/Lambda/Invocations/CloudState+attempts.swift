internal import Platform

/// The life of an asynchronous invocation: attempts, and what comes after the last.
extension CloudState {
    /// Runs the function on an event from its queue, gives the event up, or tries again later.
    mutating func attemptInvocation(_ requestID: String, _ context: inout ActionContext) {
        guard let start = withRegion(context.region, { $0.lambda.beginAttempt(requestID, &context) }) else {
            return
        }
        switch start {
        case .admitted(let order):
            context.request(RunAsynchronously(order: order))
        case .throttled(let function):
            recordMetrics([LambdaMetric("Throttles", 1)], of: function, qualifier: nil, &context)
        case .givenUp(let invocation, let condition):
            giveUp(invocation, condition, &context)
        }
    }

    /// What came of an attempt: success, another attempt, or the end.
    mutating func concludeAttempt(
        _ order: InvocationOrder,
        _ outcome: InvocationOutcome,
        _ context: inout ActionContext
    ) {
        finish(order, outcome, &context)
        guard case .ran(let result, _) = outcome,
            var invocation = withRegion(context.region, { $0.lambda.queue[order.requestID] })
        else { return }
        invocation.attempts += 1
        invocation.isUnderWay = false
        guard let functionError = result.functionError else {
            succeed(invocation, order, result, &context)
            return
        }
        invocation.failure = AsynchronousInvocation.FailedAttempt(
            functionError: functionError,
            executedVersion: order.version.number,
            payload: String(decoding: result.payload, as: UTF8.self)
        )
        let limit =
            withRegion(context.region) { $0.lambda.eventInvokeConfiguration(of: invocation) }
            .maximumRetryAttempts ?? EventInvokeConfiguration.defaultRetryAttempts
        guard invocation.attempts <= limit else {
            giveUp(invocation, .retriesExhausted, &context)
            return
        }
        let delay = AsynchronousInvocation.retryDelay(afterAttempt: invocation.attempts)
        withRegion(context.region) { $0.lambda.queue[order.requestID] = invocation }
        context.schedule(.lambda(.attempt(requestID: order.requestID)), after: delay)
        context.note("lambda", "\(order.functionName) will be tried again in \(delay.components.seconds) s")
    }

    /// Has everything that was under way when the cloud was written to a file be done again.
    mutating func resumeInvocations(_ context: inout ActionContext) {
        let requestIDs = withRegion(context.region) { region in
            let interrupted = region.lambda.queue.values.filter(\.isUnderWay).map(\.requestID).sorted()
            for requestID in interrupted { region.lambda.queue[requestID]?.isUnderWay = false }
            return interrupted
        }
        for requestID in requestIDs { context.schedule(.lambda(.attempt(requestID: requestID))) }
        for mapping in withRegion(context.region, { $0.lambda.mappings.keys.sorted() }) {
            context.schedule(.lambda(.poll(mapping: mapping)))
        }
    }
}

/// Runs a function on an event from its queue.
private struct RunAsynchronously: Effect {
    let order: InvocationOrder

    func perform(in cloud: Cloud) async {
        let outcome = await cloud.functions.run(order, in: cloud)
        cloud.change(in: order.region) { $0.concludeAttempt(order, outcome, &$1) }
    }
}

extension LambdaState {
    /// What an attempt begins with.
    enum AttemptStart {
        case admitted(InvocationOrder)
        case throttled(function: String)
        case givenUp(AsynchronousInvocation, InvocationCondition)
    }

    /// - Returns: nil when there is nothing to do: the function is gone, or runs on the event already.
    mutating func beginAttempt(_ requestID: String, _ context: inout ActionContext) -> AttemptStart? {
        guard var invocation = queue[requestID], !invocation.isUnderWay else { return nil }
        guard let function = functions[invocation.functionName] else {
            queue[requestID] = nil
            return nil
        }
        let end = invocation.receipt + .seconds(maximumEventAge(of: invocation))
        if context.now >= end { return .givenUp(invocation, .eventAgeExceeded) }
        if function.reservedConcurrency == 0 { return .givenUp(invocation, .retriesExhausted) }
        let order: InvocationOrder?
        do throws(ServiceError) {
            order = try admit(
                invocation.function,
                requestID: requestID,
                event: Array(invocation.payload.utf8),
                clientContext: invocation.clientContext,
                &context
            )
        } catch {
            // The version or the alias is gone.
            queue[requestID] = nil
            return nil
        }
        guard let order else {
            invocation.throttles += 1
            queue[requestID] = invocation
            let delay = AsynchronousInvocation.throttleDelay(afterThrottle: invocation.throttles)
            context.schedule(.lambda(.attempt(requestID: requestID)), at: min(context.now + delay, end))
            return .throttled(function: function.name)
        }
        invocation.isUnderWay = true
        invocation.throttles = 0
        queue[requestID] = invocation
        return .admitted(order)
    }

    /// What holds for an invocation: what is configured for the version or the alias that was invoked, or the defaults.
    func eventInvokeConfiguration(of invocation: AsynchronousInvocation) -> EventInvokeConfiguration {
        functions[invocation.functionName]?.eventInvokeConfiguration(invocation.function)
            ?? EventInvokeConfiguration(lastModified: invocation.receipt)
    }

    private func maximumEventAge(of invocation: AsynchronousInvocation) -> Int {
        eventInvokeConfiguration(of: invocation).maximumEventAge ?? EventInvokeConfiguration.defaultEventAge
    }
}
