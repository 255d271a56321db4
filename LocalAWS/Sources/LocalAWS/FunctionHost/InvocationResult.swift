/// What an invocation took.
package struct InvocationFigures: Sendable, Equatable {
    /// From the event's delivery until the runtime asked for the next, or until its end.
    package var duration: Duration
    /// From the start of the process until it first asked for an event; nil when it was running already.
    package var initDuration: Duration?
    /// The function's memory, in MB.
    package var memorySize: Int
    /// The most that the process had resident, in MB.
    package var maxMemoryUsed: Int

    /// What is paid for: the initialisation and the invocation, rounded up to a millisecond.
    package var billedMilliseconds: Int {
        Int(((duration + (initDuration ?? .zero)) / .milliseconds(1)).rounded(.up))
    }
}

/// How an invocation ended.
package struct InvocationResult: Sendable {
    /// The response's bytes, or those of the error document.
    package var payload: [UInt8]
    /// The response's media type.
    package var contentType: String
    /// `Unhandled` when the function failed, whichever way; nil when it didn't.
    package var functionError: String?
    /// Which failure it was: `Function.…`, `Runtime.…`, `Sandbox.Timedout`.
    package var errorType: String?
    /// The log, START, END and REPORT included.
    package var logLines: [LogLine]
    /// Durations and memory.
    package var figures: InvocationFigures
    /// The invocation's request ID.
    package var requestID: String
}
