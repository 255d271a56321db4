/// What a group can tell a topic.
enum NotificationType: String, Codable, Sendable, CaseIterable, Comparable {
    case launch = "autoscaling:EC2_INSTANCE_LAUNCH"
    case launchError = "autoscaling:EC2_INSTANCE_LAUNCH_ERROR"
    case terminate = "autoscaling:EC2_INSTANCE_TERMINATE"
    case terminateError = "autoscaling:EC2_INSTANCE_TERMINATE_ERROR"
    case test = "autoscaling:TEST_NOTIFICATION"

    static func < (left: NotificationType, right: NotificationType) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The type of that name.
    init(parameter name: String) throws(ServiceError) {
        guard let type = NotificationType(rawValue: name) else {
            throw .scalingValidation("\"\(name)\" is not a valid Notification Type.")
        }
        self = type
    }

    /// The notification's subject, which SNS limits to 100 characters.
    func subject(of groupName: String) -> String {
        let what =
            switch self {
            case .launch: "launch"
            case .launchError: "failed launch"
            case .terminate: "termination"
            case .terminateError: "failed termination"
            case .test: "test notification"
            }
        return String("Auto Scaling: \(what) for group \"\(groupName)\"".prefix(100))
    }
}

/// What a topic is told of a group.
struct NotificationConfiguration: Codable, Sendable, Hashable {
    let topicARN: String
    var types: Set<NotificationType>
}
