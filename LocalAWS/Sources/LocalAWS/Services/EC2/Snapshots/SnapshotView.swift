internal import Platform

/// A snapshot as it is at a moment: what filters look at and answers show.
struct SnapshotView: Sendable {
    let snapshot: Snapshot
    let status: SnapshotStatus
    private let percent: Int
    let ownerID: String
    /// `amazon` for the snapshots of the images that everybody can use.
    let ownerAlias: String?

    /// One of the account's own.
    init(_ snapshot: Snapshot, _ context: ActionContext) {
        self.snapshot = snapshot
        status = snapshot.status(at: context.now)
        percent = snapshot.progress(at: context.now)
        ownerID = context.accountID
        ownerAlias = nil
    }

    /// One that belongs to an image of Amazon's.
    init(ofImage image: Image) {
        snapshot = Snapshot(
            id: image.snapshotID,
            sequence: 0,
            volumeID: "vol-ffffffff",
            volumeSize: image.rootVolumeSize,
            kmsKeyID: nil,
            description: "Root volume of \(image.name)",
            startTime: image.creationTime,
            completionTime: image.creationTime,
            visibleTime: image.creationTime,
            tags: TagList()
        )
        status = .completed
        percent = 100
        ownerID = Image.amazonOwnerID
        ownerAlias = Image.amazonAlias
    }

    private var progress: String { "\(percent)%" }

    /// What CreateSnapshot and DescribeSnapshots show.
    func render(to xml: inout OutputWriter) {
        renderIdentity(to: &xml)
        xml.text("status", status.rawValue)
        renderRest(to: &xml)
        xml.text("kmsKeyId", snapshot.kmsKeyID)
        xml.text("ownerAlias", ownerAlias)
        xml.text("storageTier", "standard")
        guard status == .completed else { return }
        xml.text("transferType", "standard")
        xml.text("completionTime", snapshot.completionTime.iso8601)
        // As if every block of the volume had been written to.
        xml.number("fullSnapshotSizeInBytes", snapshot.volumeSize << 30)
    }

    /// What CreateSnapshots shows: less, and the status under another name.
    func renderMember(to xml: inout OutputWriter) {
        renderIdentity(to: &xml)
        xml.text("state", status.rawValue)
        renderRest(to: &xml)
    }

    private func renderIdentity(to xml: inout OutputWriter) {
        xml.text("snapshotId", snapshot.id)
        xml.text("volumeId", snapshot.volumeID)
    }

    private func renderRest(to xml: inout OutputWriter) {
        xml.text("startTime", snapshot.startTime.iso8601)
        xml.text("progress", progress)
        xml.text("ownerId", ownerID)
        xml.number("volumeSize", snapshot.volumeSize)
        xml.text("description", snapshot.description)
        xml.boolean("encrypted", snapshot.isEncrypted)
        xml.tagSet(snapshot.tags)
    }

    static let filterTable = FilterTable<SnapshotView>(
        tags: { $0.snapshot.tags },
        [
            "description": { [$0.snapshot.description] },
            "encrypted": { ["\($0.snapshot.isEncrypted)"] },
            "owner-alias": { [$0.ownerAlias] },
            "owner-id": { [$0.ownerID] },
            "progress": { [$0.progress] },
            "snapshot-id": { [$0.snapshot.id] },
            "start-time": { [$0.snapshot.startTime.iso8601] },
            "status": { [$0.status.rawValue] },
            "storage-tier": { _ in ["standard"] },
            "transfer-type": { [$0.status == .completed ? "standard" : nil] },
            "volume-id": { [$0.snapshot.volumeID] },
            "volume-size": { ["\($0.snapshot.volumeSize)"] },
        ]
    )
}
