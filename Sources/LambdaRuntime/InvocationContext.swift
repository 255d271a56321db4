package import Logging
package import Platform

/// What the Runtime API tells of one invocation, besides its event.
package struct InvocationContext: Sendable {
    /// Identifies the event; the same for every retry of one asynchronous event.
    package let requestID: String
    /// Identifies this attempt, never used again; nil where Lambda doesn't send it yet.
    package let invocationID: String?
    /// The moment at which Lambda kills the process.
    package let deadline: Timestamp
    /// The ARN by which the function was invoked, alias or version included.
    package let functionARN: String?
    /// The X-Ray trace header.
    package let traceID: String?
    /// What a mobile SDK says of its application and device, JSON text; synchronous invocations only.
    package let clientContext: String?
    /// The Amazon Cognito identity that invoked the function, JSON text.
    package let cognitoIdentity: String?
    /// The tenant of a tenant-isolated function.
    package let tenantID: String?
    /// Where the handler's log goes; it carries the request ID.
    package let logger: Logger

    /// The context of an invocation.
    package init(
        requestID: String,
        invocationID: String? = nil,
        deadline: Timestamp,
        functionARN: String? = nil,
        traceID: String? = nil,
        clientContext: String? = nil,
        cognitoIdentity: String? = nil,
        tenantID: String? = nil,
        logger: Logger
    ) {
        self.requestID = requestID
        self.invocationID = invocationID
        self.deadline = deadline
        self.functionARN = functionARN
        self.traceID = traceID
        self.clientContext = clientContext
        self.cognitoIdentity = cognitoIdentity
        self.tenantID = tenantID
        self.logger = logger
    }
}
