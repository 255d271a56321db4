/// Lambda's refusals.
extension ServiceError {
    static func invalidLambdaParameter(_ message: String) -> ServiceError {
        ServiceError("InvalidParameterValueException", message)
    }

    /// For a value that isn't of the form that the API's description demands.
    static func lambdaValidation(_ value: String, at member: String, constraint: String) -> ServiceError {
        ServiceError(
            "ValidationException",
            "1 validation error detected: Value '\(value)' at '\(member)' failed to satisfy constraint: \(constraint)"
        )
    }

    static func lambdaNotFound(_ message: String) -> ServiceError {
        ServiceError("ResourceNotFoundException", message, status: 404)
    }

    static func functionNotFound(_ arn: String) -> ServiceError {
        lambdaNotFound("Function not found: \(arn)")
    }

    static func lambdaConflict(_ message: String) -> ServiceError {
        ServiceError("ResourceConflictException", message, status: 409)
    }

    static let functionIsPending = lambdaConflict(
        "The operation cannot be performed at this time. The function is currently in the following state: Pending"
    )

    static let staleRevision = ServiceError(
        "PreconditionFailedException",
        "The RevisionId provided does not match the latest RevisionId. Call the GetFunction/GetAlias API to retrieve "
            + "the latest RevisionId for your resource.",
        status: 412
    )

    /// For an invocation that finds all places taken.
    static let tooManyInvocations = ServiceError("TooManyRequestsException", "Rate Exceeded.", status: 429)

    static func lambdaFailure(_ message: String) -> ServiceError {
        ServiceError("ServiceException", message, status: 500)
    }
}
