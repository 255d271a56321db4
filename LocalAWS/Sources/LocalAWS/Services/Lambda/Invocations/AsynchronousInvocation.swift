internal import Platform

/// An event that a function is to handle when it can, tried again when it fails, until it is given up.
struct AsynchronousInvocation: Codable, Sendable {
    /// The same for all attempts.
    let requestID: String
    let functionName: String
    let qualifier: String?
    /// JSON.
    let payload: String
    let clientContext: String?
    let receipt: Timestamp
    /// How often the function has run on it.
    var attempts = 0
    /// How often there was no place for it in a row.
    var throttles = 0
    /// Whether the function runs on it just now.
    var isUnderWay = false
    /// How the last attempt ended, if it failed.
    var failure: FailedAttempt?

    /// What a failed attempt left.
    struct FailedAttempt: Codable, Sendable, Hashable {
        let functionError: String
        let executedVersion: String
        /// What the function answered.
        let payload: String
    }

    /// The function as it was invoked.
    var function: FunctionReference { FunctionReference(name: functionName, qualifier: qualifier) }

    /// How long to wait after a failure before the function is tried again.
    static func retryDelay(afterAttempt attempt: Int) -> Duration {
        attempt == 1 ? .seconds(60) : .seconds(120)
    }

    /// How long to wait when there is no place: 1 s, then twice as long each time, 5 minutes at most.
    static func throttleDelay(afterThrottle count: Int) -> Duration {
        .seconds(count >= 10 ? 300 : min(300, 1 << max(0, count - 1)))
    }
}

/// What is put into a function's queue.
struct QueuedEvent: Sendable {
    /// JSON.
    let payload: [UInt8]
    var clientContext: String?
}

extension LambdaState {
    /// Puts an event into a function's queue, from which it is tried at once, or as soon as the function is active.
    mutating func enqueue(
        _ event: QueuedEvent,
        for function: FunctionReference,
        _ version: FunctionVersion,
        _ context: inout ActionContext
    ) -> String {
        let requestID = context.identifiers.uuid()
        queue[requestID] = AsynchronousInvocation(
            requestID: requestID,
            functionName: function.name,
            qualifier: function.qualifier,
            payload: String(decoding: event.payload, as: UTF8.self),
            clientContext: event.clientContext,
            receipt: context.now
        )
        context.schedule(.lambda(.attempt(requestID: requestID)), at: version.activation)
        return requestID
    }
}

extension CloudState {
    /// Takes an event for a function.
    ///
    /// - Returns: its request ID.
    mutating func accept(
        _ event: QueuedEvent,
        for function: FunctionReference,
        _ version: FunctionVersion,
        _ context: inout ActionContext
    ) -> String {
        recordMetrics(
            [LambdaMetric("AsyncEventsReceived", 1)],
            of: function.name,
            qualifier: function.qualifier,
            &context
        )
        return withRegion(context.region) { $0.lambda.enqueue(event, for: function, version, &context) }
    }
}
