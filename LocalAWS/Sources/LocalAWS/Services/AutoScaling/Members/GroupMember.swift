internal import Platform

/// An instance of a group.
struct GroupMember: Codable, Sendable {
    let id: String
    let sequence: Int
    let zone: String
    let subnetID: String
    let instanceType: String
    let imageID: String
    let launchTime: Timestamp
    /// The version of a template, or the configuration, that it was made after; nil for one that was attached.
    let origin: LaunchSource?
    var state: LifecycleState
    var isHealthy = true
    var isProtected = false
    /// Why it isn't healthy, as the cause of its end tells.
    var ailment: String?
    /// Since when it serves.
    var inServiceTime: Timestamp?
    /// The activity that goes on with it.
    var activityID: String?
    /// What it waits for.
    var actions: [LifecycleAction] = []

    /// The instance of a describe call.
    ///
    /// - Parameter health: how the call names it.
    func render(health: String, to xml: inout OutputWriter) {
        xml.text("InstanceId", id)
        xml.text("InstanceType", instanceType)
        xml.text("AvailabilityZone", zone)
        xml.text("LifecycleState", state.rawValue)
        xml.text("HealthStatus", health)
        origin?.render(to: &xml)
        xml.text("ImageId", imageID)
        xml.boolean("ProtectedFromScaleIn", isProtected)
    }

    /// As lists of groups have it; lists of instances have it in capitals.
    var healthStatus: String { isHealthy ? "Healthy" : "Unhealthy" }
}

/// Where an instance is on its way through a group.
enum LifecycleState: String, Codable, Sendable {
    case pending = "Pending"
    case pendingWait = "Pending:Wait"
    case pendingProceed = "Pending:Proceed"
    case inService = "InService"
    case terminating = "Terminating"
    case terminatingWait = "Terminating:Wait"
    case terminatingProceed = "Terminating:Proceed"
    case detaching = "Detaching"
    case enteringStandby = "EnteringStandby"
    case standby = "Standby"

    /// Whether it is about to serve.
    var isPending: Bool { self == .pending || self == .pendingWait || self == .pendingProceed }

    /// Whether it is about to end.
    var isTerminating: Bool {
        self == .terminating || self == .terminatingWait || self == .terminatingProceed
    }

    /// Whether it counts against the desired capacity.
    var isCapacity: Bool { isPending || self == .inService }
}
