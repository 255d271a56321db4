internal import Platform

/// What identifies an invocation.
package struct InvocationIDs: Sendable, Equatable {
    /// Identifies the event: the same for every retry of one asynchronous event.
    package var requestID: String
    /// Identifies the attempt: never used again.
    package var invocationID: String

    /// The two identifiers.
    package init(requestID: String, invocationID: String) {
        self.requestID = requestID
        self.invocationID = invocationID
    }
}

/// One event and what the runtime is told along with it.
struct Invocation: Sendable {
    var ids: InvocationIDs
    /// The event's bytes as the caller sent them.
    var event: [UInt8]
    /// The event's media type.
    var contentType = "application/json"
    /// When the process will be killed.
    var deadline: Timestamp
    /// With alias or version when it was invoked through one.
    var functionARN: String
    /// `Root=…;Parent=…;Sampled=…`.
    var traceID: String
    /// JSON of a synchronous caller; nil for other callers.
    var clientContext: String?
}

/// How an invocation ended, seen from the Runtime API.
enum InvocationAnswer: Sendable, Equatable {
    /// The runtime posted a response.
    case response([UInt8], contentType: String)
    /// The runtime posted an error.
    case error(RuntimeErrorReport)
    /// The runtime posted something that is no answer: the platform's own error type and message.
    case rejected(errorType: String, message: String)
}

/// What the runtime does that its host waits for.
enum RuntimeEvent: Sendable {
    /// It asks for the next invocation.
    case ready
    /// It answered the invocation.
    case answered(InvocationAnswer)
    /// It can't start.
    case initializationFailed(RuntimeErrorReport)
    /// Its process is gone.
    case exited(ProcessExit)
    /// The time limit with that number is over.
    case timeLimit(Int)
}
