/// An EBS volume, as DescribeVolumes shows it.
package struct Volume: Sendable, Equatable {
    /// An open set: EC2 may add states.
    package struct State: RawRepresentable, Hashable, Sendable {
        /// The state as EC2 writes it.
        package let rawValue: String

        /// A state of that spelling.
        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Being made.
        package static let creating = Self(rawValue: "creating")
        /// Attached to nothing.
        package static let available = Self(rawValue: "available")
        /// Attached, or being attached or detached.
        package static let inUse = Self(rawValue: "in-use")
        /// Being deleted.
        package static let deleting = Self(rawValue: "deleting")
        /// Gone.
        package static let deleted = Self(rawValue: "deleted")
        /// Failed.
        package static let error = Self(rawValue: "error")
        /// The answer doesn't say. Nothing is decided by it, and to refuse the answer would hide the other volumes too.
        package static let unstated = Self(rawValue: "")
    }

    /// `vol-…`
    package let id: String
    /// What can be done with it.
    package let state: State
    /// In GiB.
    package let size: Int?
    /// `gp3`, `io2`, …
    package let volumeType: String?
    /// What it was made from; nil when it was made empty.
    package let snapshotID: String?
    /// Where it is.
    package let availabilityZone: String?
    /// Whether its blocks are encrypted.
    package let isEncrypted: Bool
    /// The ARN of the key, if encrypted.
    package let kmsKeyID: String?
    /// Whether an AWS service manages it, and may refuse changes by others.
    package let isManaged: Bool
    /// What it is attached to; several with Multi-Attach.
    package let attachments: [Attachment]
    /// Its tags, those of AWS included.
    package let tags: [Tag]
}

extension Volume {
    /// The volume's place at an instance.
    package struct Attachment: Sendable, Equatable {
        /// An open set: EC2 may add states.
        package struct State: RawRepresentable, Hashable, Sendable {
            /// The state as EC2 writes it.
            package let rawValue: String

            /// A state of that spelling.
            package init(rawValue: String) {
                self.rawValue = rawValue
            }

            /// On its way to the instance.
            package static let attaching = Self(rawValue: "attaching")
            /// At the instance.
            package static let attached = Self(rawValue: "attached")
            /// On its way from the instance.
            package static let detaching = Self(rawValue: "detaching")
            /// No longer at the instance.
            package static let detached = Self(rawValue: "detached")
            /// Detaching, and held by the instance.
            package static let busy = Self(rawValue: "busy")
        }

        /// The instance; nil when a service has the volume.
        package let instanceID: String?
        /// The device name, `/dev/xvda`.
        package let device: String?
        /// How far the attachment is.
        package let state: State?
        /// Whether the volume goes with the instance.
        package let deleteOnTermination: Bool?
    }
}

extension Volume {
    /// The volume that an `<item>` of the answer's `volumeSet` shows.
    ///
    /// - Throws: `XMLProblem` when the item has no identifier, or a value that isn't of its kind.
    package init(_ element: XMLElement) throws(XMLProblem) {
        id = try element.requiredToken("volumeId")
        state = element.token("status").map { State(rawValue: $0) } ?? .unstated
        size = try element.integer("size")
        volumeType = element.token("volumeType")
        snapshotID = element.token("snapshotId")
        availabilityZone = element.token("availabilityZone")
        isEncrypted = try element.boolean("encrypted") ?? false
        kmsKeyID = element.token("kmsKeyId")
        isManaged = try element.child("operator")?.boolean("managed") ?? false
        attachments = try element.items(of: "attachmentSet", Attachment.init)
        tags = try element.items(of: "tagSet", Tag.init)
    }
}

extension Volume.Attachment {
    init(_ element: XMLElement) throws(XMLProblem) {
        instanceID = element.token("instanceId")
        device = element.token("device")
        state = element.token("status").map { State(rawValue: $0) }
        deleteOnTermination = try element.boolean("deleteOnTermination")
    }
}
