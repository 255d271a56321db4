/// The refusals that several actions of EC2 share.
extension ServiceError {
    static let dryRunOperation = ServiceError(
        "DryRunOperation",
        "Request would have succeeded, but DryRun flag is set.",
        status: 412
    )

    static func incorrectState(_ message: String) -> ServiceError {
        ServiceError("IncorrectState", message)
    }

    static func invalidParameterValue(_ message: String) -> ServiceError {
        ServiceError("InvalidParameterValue", message)
    }

    static func invalidCombination(_ message: String) -> ServiceError {
        ServiceError("InvalidParameterCombination", message)
    }

    static let idempotentParameterMismatch = ServiceError(
        "IdempotentParameterMismatch",
        "Arguments on this idempotent request are inconsistent with arguments used in previous request(s)."
    )
}
