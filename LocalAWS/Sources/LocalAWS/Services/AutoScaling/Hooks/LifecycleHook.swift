/// What holds instances of a group before they serve, or before they end.
struct LifecycleHook: Codable, Sendable, Hashable {
    let name: String
    let transition: LifecycleTransition
    /// The topic, queue or function that is told.
    var targetARN: String?
    var roleARN: String?
    /// What is told besides.
    var metadata: String?
    /// How long an instance is held without a sign of life, in seconds.
    var heartbeatTimeout = 3_600
    var defaultResult = LifecycleActionResult.abandon

    /// How long an instance is held at all, in seconds.
    var globalTimeout: Int { min(172_800, heartbeatTimeout * 100) }

    func render(of groupName: String, to xml: inout OutputWriter) {
        xml.text("LifecycleHookName", name)
        xml.text("AutoScalingGroupName", groupName)
        xml.text("LifecycleTransition", transition.rawValue)
        xml.text("NotificationTargetARN", targetARN)
        xml.text("RoleARN", roleARN)
        xml.text("NotificationMetadata", metadata)
        xml.number("HeartbeatTimeout", heartbeatTimeout)
        xml.number("GlobalTimeout", globalTimeout)
        xml.text("DefaultResult", defaultResult.rawValue)
    }
}

/// The transitions that can be hooked.
enum LifecycleTransition: String, Codable, Sendable, CaseIterable {
    case launching = "autoscaling:EC2_INSTANCE_LAUNCHING"
    case terminating = "autoscaling:EC2_INSTANCE_TERMINATING"
}

/// What can come of a hook's action.
enum LifecycleActionResult: String, Codable, Sendable, CaseIterable {
    case proceed = "CONTINUE"
    case abandon = "ABANDON"
}
