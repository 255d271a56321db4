internal import Platform

/// A virtual machine, as far as its surroundings can see it.
struct Instance: EC2Resource {
    /// How many volumes an instance takes.
    static let maximumVolumes = 128

    let id: String
    let sequence: Int
    let reservationID: String
    let launchIndex: Int
    let imageID: String
    let architecture: String
    let rootDeviceName: String
    var settings: InstanceSettings
    let zone: String
    let subnetID: String
    let networkInterfaceID: String
    let privateAddress: PrivateAddress
    var securityGroupIDs: [String]
    let clientToken: String?
    /// When it was started last.
    var launchTime: Timestamp
    /// When it ceases to be `pending`.
    var runningTime: Timestamp
    let visibleTime: Timestamp
    /// From `stopping` to `stopped`, until it is started again.
    var stop: Period?
    var termination: Period?
    var goneTime: Timestamp?
    /// The volumes that were attached to it, in order; some may be detached since.
    var volumeIDs: [String] = []
    var tags: TagList

    /// What it is at that moment.
    func state(at now: Timestamp) -> InstanceState {
        if let termination, termination.start <= now {
            return now < termination.end ? .shuttingDown : .terminated
        }
        if let stop, stop.start <= now { return now < stop.end ? .stopping : .stopped }
        return now < runningTime ? .pending : .running
    }

    /// Whether an attached volume is the one it boots from.
    func isRoot(_ volume: Volume) -> Bool {
        volume.attachment?.device == rootDeviceName
    }
}

/// What the caller chose of an instance and what has no further rules.
struct InstanceSettings: Codable, Sendable, Hashable {
    var type: String
    var userData: String?
    var isMonitored = false
    var isEBSOptimized = false
    var keyName: String?
    var instanceProfile: InstanceProfileReference?
    var metadataOptions = MetadataOptions()
    var isTerminationDisabled = false
    var isStopDisabled = false
    /// `stop` or `terminate`.
    var shutdownBehavior = "stop"
    /// What is only kept and shown, by the names that calls have for it.
    var options = KeptMembers()
    var hasPublicAddress = true
    var interfaceDescription: String?
    var deletesInterface = true
    var interfaceTags: [Tag] = []
    var checksSourceAndDestination = true
}

/// What an instance can be here.
package enum InstanceState: Int, Sendable, Codable {
    case pending = 0
    case running = 16
    case shuttingDown = 32
    case terminated = 48
    case stopping = 64
    case stopped = 80

    /// The state as the wire names it.
    package var name: String {
        switch self {
        case .pending: "pending"
        case .running: "running"
        case .shuttingDown: "shutting-down"
        case .terminated: "terminated"
        case .stopping: "stopping"
        case .stopped: "stopped"
        }
    }

    func render(_ element: String, to xml: inout OutputWriter) {
        xml.structure(element) {
            $0.number("code", rawValue)
            $0.text("name", name)
        }
    }
}
