package import Platform

/// An EC2 instance, as DescribeInstances shows it.
package struct Instance: Sendable, Equatable {
    /// An open set: EC2 may add states.
    package struct State: RawRepresentable, Hashable, Sendable {
        /// The state as EC2 writes it.
        package let rawValue: String

        /// A state of that spelling.
        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Starting.
        package static let pending = Self(rawValue: "pending")
        /// Started.
        package static let running = Self(rawValue: "running")
        /// On its way to `terminated`.
        package static let shuttingDown = Self(rawValue: "shutting-down")
        /// Gone; still shown for about an hour.
        package static let terminated = Self(rawValue: "terminated")
        /// On its way to `stopped`.
        package static let stopping = Self(rawValue: "stopping")
        /// Stopped.
        package static let stopped = Self(rawValue: "stopped")
    }

    /// `i-…`
    package let id: String
    /// What it does.
    package let state: State
    /// Its type, `t3.micro`.
    package let instanceType: String?
    /// The image that it was started from.
    package let imageID: String?
    /// When it was started last.
    package let launchTime: Timestamp?
    /// Where it is.
    package let availabilityZone: String?
    /// `ebs` or `instance-store`.
    package let rootDeviceType: String?
    /// The device of the root volume, `/dev/xvda`.
    package let rootDeviceName: String?
    /// The EBS volumes that the instance knows to be its own.
    package let blockDeviceMappings: [BlockDeviceMapping]
    /// Its tags, those of AWS included.
    package let tags: [Tag]

    /// A device of the instance and the volume behind it.
    package struct BlockDeviceMapping: Sendable, Equatable {
        /// The device name, `/dev/xvda`.
        package let device: String?
        /// The volume; nil for a device that isn't on EBS.
        package let volumeID: String?
        /// How far the attachment is.
        package let state: Volume.Attachment.State?
        /// Whether the volume goes with the instance.
        package let deleteOnTermination: Bool?
    }
}

extension Instance {
    init(_ element: XMLElement) throws(XMLProblem) {
        id = try element.requiredToken("instanceId")
        state = State(rawValue: try element.requiredChild("instanceState").requiredToken("name"))
        instanceType = element.token("instanceType")
        imageID = element.token("imageId")
        launchTime = try element.timestamp("launchTime")
        availabilityZone = element.child("placement")?.token("availabilityZone")
        rootDeviceType = element.token("rootDeviceType")
        rootDeviceName = element.token("rootDeviceName")
        blockDeviceMappings = try element.items(of: "blockDeviceMapping", BlockDeviceMapping.init)
        tags = try element.items(of: "tagSet", Tag.init)
    }
}

extension Instance.BlockDeviceMapping {
    init(_ element: XMLElement) throws(XMLProblem) {
        device = element.token("deviceName")
        let volume = element.child("ebs")
        volumeID = volume?.token("volumeId")
        state = volume?.token("status").map { Volume.Attachment.State(rawValue: $0) }
        deleteOnTermination = try volume?.boolean("deleteOnTermination")
    }
}
