/// The refusals of SQS.
extension ServiceError {
    static let queueDoesNotExist = ServiceError("QueueDoesNotExist", "The specified queue does not exist.")

    static func queueNameExists(attribute: String) -> ServiceError {
        ServiceError(
            "QueueNameExists",
            "A queue already exists with the same name and a different value for attribute \(attribute)"
        )
    }

    static func unknownQueueAttribute(_ name: String) -> ServiceError {
        ServiceError("InvalidAttributeName", "Unknown Attribute \(name).")
    }

    static func invalidQueueAttribute(_ name: String, _ reason: String? = nil) -> ServiceError {
        let reason = reason.map { " Reason: \($0)" } ?? ""
        return ServiceError("InvalidAttributeValue", "Invalid value for the parameter \(name).\(reason)")
    }

    static let receiptHandleIsInvalid = ServiceError(
        "ReceiptHandleIsInvalid",
        "The input receipt handle is invalid."
    )

    /// For a parameter of SQS, whose words differ from EC2's.
    static func invalidMessage(_ value: String, parameter: String, reason: String) -> ServiceError {
        ServiceError(
            "InvalidParameterValue",
            "Value \(value) for parameter \(parameter) is invalid. Reason: \(reason)"
        )
    }
}

/// What SQS's codes are called in the query protocol, and by clients of the JSON protocol still.
enum SQSErrorCodes {
    private static let prefix = "AWS.SimpleQueueService."

    static let query: [String: String] = [
        "AccessDeniedException": "AccessDenied",
        "BatchEntryIdsNotDistinct": prefix + "BatchEntryIdsNotDistinct",
        "BatchRequestTooLong": prefix + "BatchRequestTooLong",
        "EmptyBatchRequest": prefix + "EmptyBatchRequest",
        "InvalidAttributeName": "InvalidAttributeName",
        "InvalidAttributeValue": "InvalidAttributeValue",
        "InvalidBatchEntryId": prefix + "InvalidBatchEntryId",
        "InvalidMessageContents": "InvalidMessageContents",
        "InvalidParameterValue": "InvalidParameterValue",
        "KmsAccessDenied": "KMS.AccessDeniedException",
        "MessageNotInflight": prefix + "MessageNotInflight",
        "MissingParameter": "MissingParameter",
        "OverLimit": "OverLimit",
        "PurgeQueueInProgress": prefix + "PurgeQueueInProgress",
        "QueueDeletedRecently": prefix + "QueueDeletedRecently",
        "QueueDoesNotExist": prefix + "NonExistentQueue",
        "QueueNameExists": "QueueAlreadyExists",
        "ReceiptHandleIsInvalid": "ReceiptHandleIsInvalid",
        "ResourceNotFoundException": "ResourceNotFoundException",
        "TooManyEntriesInBatchRequest": prefix + "TooManyEntriesInBatchRequest",
        "UnsupportedOperation": prefix + "UnsupportedOperation",
    ]
}
