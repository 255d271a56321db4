package import Platform

/// An EBS snapshot, as the actions that make and describe snapshots show it.
package struct Snapshot: Sendable, Equatable {
    /// An open set: EC2 may add states.
    package struct State: RawRepresentable, Hashable, Sendable {
        /// The state as EC2 writes it.
        package let rawValue: String

        /// A state of that spelling.
        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The moment is fixed, its blocks are being stored.
        package static let pending = Self(rawValue: "pending")
        /// All is stored.
        package static let completed = Self(rawValue: "completed")
        /// It failed, and is of no use.
        package static let error = Self(rawValue: "error")
        /// Deleted, and in the recycle bin.
        package static let recoverable = Self(rawValue: "recoverable")
        /// On its way out of the recycle bin.
        package static let recovering = Self(rawValue: "recovering")
        /// The answer doesn't say, as some emulators' to CreateSnapshots. To refuse it would lose the identifier of a
        /// snapshot that exists.
        package static let unstated = Self(rawValue: "")
    }

    /// `snap-…`
    package let id: String
    /// Of which volume it is; a made-up identifier in a copy.
    package let volumeID: String
    /// How far it is.
    package let state: State
    /// Why it failed, if it did.
    package let stateMessage: String?
    /// The moment that it shows.
    package let startTime: Timestamp?
    /// `37%`; nil while that isn't known.
    package let progress: String?
    /// The account that it belongs to.
    package let ownerID: String?
    /// The volume's size in GiB.
    package let volumeSize: Int?
    /// What its maker wrote.
    package let description: String
    /// Whether its blocks are encrypted.
    package let isEncrypted: Bool
    /// The ARN of the key, if encrypted.
    package let kmsKeyID: String?
    /// Its tags, those of AWS included.
    package let tags: [Tag]
}

extension Snapshot {
    init(_ element: XMLElement) throws(XMLProblem) {
        id = try element.requiredToken("snapshotId")
        volumeID = try element.requiredToken("volumeId")
        // CreateSnapshots calls it `state`, the other actions `status`.
        state = (element.token("status") ?? element.token("state")).map { State(rawValue: $0) } ?? .unstated
        stateMessage = element.text("statusMessage")
        startTime = try element.timestamp("startTime")
        progress = element.token("progress")
        ownerID = element.token("ownerId")
        volumeSize = try element.integer("volumeSize")
        description = element.text("description") ?? ""
        isEncrypted = try element.boolean("encrypted") ?? false
        kmsKeyID = element.token("kmsKeyId")
        tags = try element.items(of: "tagSet", Tag.init)
    }
}
