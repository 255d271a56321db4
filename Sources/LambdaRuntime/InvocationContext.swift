package import Logging
package import Platform

/// What the Runtime API tells of one invocation, besides its event.
package struct InvocationContext: Sendable {
    /// Identifies the event; the same for every retry of one asynchronous event.
    package let requestID: String
    /// The moment at which Lambda kills the process.
    package let deadline: Timestamp
    /// The ARN by which the function was invoked, alias or version included.
    package let functionARN: String?
    /// The X-Ray trace header.
    package let traceID: String?
    /// Where the handler's log goes; it carries the request ID.
    package let logger: Logger

    /// The context of an invocation.
    package init(
        requestID: String,
        deadline: Timestamp,
        functionARN: String? = nil,
        traceID: String? = nil,
        logger: Logger
    ) {
        self.requestID = requestID
        self.deadline = deadline
        self.functionARN = functionARN
        self.traceID = traceID
        self.logger = logger
    }
}
