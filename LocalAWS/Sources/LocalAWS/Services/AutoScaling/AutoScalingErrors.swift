/// The refusals that several actions of Auto Scaling share.
extension ServiceError {
    static func scalingValidation(_ message: String) -> ServiceError {
        ServiceError("ValidationError", message)
    }

    static func groupNotFound(_ name: String) -> ServiceError {
        .scalingValidation("AutoScalingGroup name not found - AutoScalingGroup '\(name)' not found")
    }

    static func launchConfigurationNotFound(_ name: String) -> ServiceError {
        .scalingValidation(
            "Launch configuration name not found - A launch configuration with the name: \(name) does not exist"
        )
    }

    static func scalingAlreadyExists(_ message: String) -> ServiceError {
        ServiceError("AlreadyExists", message)
    }

    static func scalingLimitExceeded(_ message: String) -> ServiceError {
        ServiceError("LimitExceeded", message)
    }

    static func scalingResourceInUse(_ message: String) -> ServiceError {
        ServiceError("ResourceInUse", message)
    }

    static func scalingActivityInProgress(_ message: String) -> ServiceError {
        ServiceError("ScalingActivityInProgress", message)
    }

    static func instanceNotInGroup(_ id: String, _ name: String) -> ServiceError {
        .scalingValidation("The instance \(id) is not part of Auto Scaling group \(name).")
    }

    static func instanceNotManaged(_ id: String) -> ServiceError {
        .scalingValidation("Instance Id not found - No managed instance found for instance ID: \(id)")
    }
}
