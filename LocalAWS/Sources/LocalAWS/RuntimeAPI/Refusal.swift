internal import HTTPTypes

/// Why the Runtime API refuses a request: an HTTP status, a type and a message, as Lambda words them.
struct Refusal: Error, Equatable {
    var status: HTTPResponse.Status
    var errorType: String
    var errorMessage: String

    /// The runtime did something that its state doesn't allow.
    static func invalidTransition(from: String, to: String) -> Refusal {
        Refusal(
            status: .forbidden,
            errorType: "InvalidStateTransition",
            errorMessage: "State transition from \(from) to \(to) failed for runtime. "
                + "Error: State transition is not allowed"
        )
    }

    /// The request ID in the path isn't that of the invocation being handled.
    static let invalidRequestID = Refusal(
        status: .badRequest,
        errorType: "InvalidRequestID",
        errorMessage: "Invalid request ID"
    )

    /// The echoed invocation ID is that of another attempt.
    static let invalidInvocationID = Refusal(
        status: .badRequest,
        errorType: "InvalidInvocationId",
        errorMessage: "Invalid invocation ID"
    )

    /// The response mode isn't `streaming`.
    static let invalidResponseMode = Refusal(
        status: .badRequest,
        errorType: "InvalidFunctionResponseMode",
        errorMessage: "Invalid function response mode"
    )

    /// The connection ended in the middle of the body.
    static let truncated = Refusal(
        status: .badRequest,
        errorType: "TruncatedHTTPRequest",
        errorMessage: "HTTP request detected as truncated"
    )

    /// The body is over the limit.
    static func tooLarge(limit: Int) -> Refusal {
        Refusal(
            status: .contentTooLarge,
            errorType: "RequestEntityTooLarge",
            errorMessage: "Exceeded maximum allowed payload size (\(limit) bytes)."
        )
    }

    /// There is nothing at this address.
    static let notFound = Refusal(
        status: .notFound,
        errorType: "NotFound",
        errorMessage: "The Runtime API has no such address"
    )

    /// The execution environment has been shut down, or another request asked for the next invocation since.
    static let superseded = Refusal(
        status: .forbidden,
        errorType: "InvalidStateTransition",
        errorMessage:
            "This request for the next invocation was overtaken by another, or its process was reset"
    )
}
