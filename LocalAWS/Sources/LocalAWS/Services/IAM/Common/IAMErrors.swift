/// The refusals of IAM.
extension ServiceError {
    static func noSuchEntity(_ message: String) -> ServiceError {
        ServiceError("NoSuchEntity", message, status: 404)
    }

    static func entityAlreadyExists(_ message: String) -> ServiceError {
        ServiceError("EntityAlreadyExists", message, status: 409)
    }

    static func deleteConflict(_ message: String) -> ServiceError {
        ServiceError("DeleteConflict", "Cannot delete entity, \(message).", status: 409)
    }

    static func limitExceeded(_ message: String) -> ServiceError {
        ServiceError("LimitExceeded", message, status: 409)
    }

    static func invalidInput(_ message: String) -> ServiceError {
        ServiceError("InvalidInput", message)
    }

    static func malformedPolicy(_ error: PolicyError) -> ServiceError {
        ServiceError("MalformedPolicyDocument", error.reason)
    }

    static func failedValidation(_ message: String) -> ServiceError {
        ServiceError("ValidationError", message)
    }
}

extension PolicyDocument {
    /// A policy out of a call.
    init(_ parameters: Parameters, _ name: String, as kind: PolicyKind) throws(ServiceError) {
        try self.init(checking: try parameters.required(name), as: kind)
    }

    /// A policy, or IAM's refusal of it.
    init(checking text: String, as kind: PolicyKind) throws(ServiceError) {
        do throws(PolicyError) {
            try self.init(text, as: kind)
        } catch {
            throw .malformedPolicy(error)
        }
    }
}
