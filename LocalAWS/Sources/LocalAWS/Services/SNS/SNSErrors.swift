/// The refusals of SNS.
extension ServiceError {
    /// For a parameter of SNS: `Invalid parameter: Subject`.
    static func invalidSNSParameter(_ name: String, _ reason: String? = nil) -> ServiceError {
        ServiceError(
            "InvalidParameter",
            "Invalid parameter: \(name)" + (reason.map { " Reason: \($0)" } ?? "")
        )
    }

    static let topicDoesNotExist = ServiceError("NotFound", "Topic does not exist", status: 404)

    static let subscriptionDoesNotExist = ServiceError(
        "NotFound",
        "Subscription does not exist",
        status: 404
    )

    static let resourceDoesNotExist = ServiceError(
        "ResourceNotFound",
        "Resource does not exist",
        status: 404
    )
}
