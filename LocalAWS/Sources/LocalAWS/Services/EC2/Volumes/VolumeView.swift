internal import Platform

/// A volume as it is at a moment: what filters look at and answers show.
struct VolumeView: Sendable {
    let volume: Volume
    let status: VolumeStatus
    let attachment: AttachmentView?
    private let region: Region

    init(_ volume: Volume, _ context: ActionContext) {
        self.volume = volume.shown(at: context.now)
        status = volume.status(at: context.now)
        attachment = AttachmentView(volume, at: context.now)
        region = context.region
    }

    private var zoneID: String? { region.zone(named: volume.zone)?.id }

    func render(to xml: inout OutputWriter) {
        xml.text("volumeId", volume.id)
        xml.number("size", volume.size)
        xml.text("snapshotId", volume.snapshotID ?? "")
        xml.text("availabilityZone", volume.zone)
        xml.text("availabilityZoneId", zoneID)
        xml.text("status", status.rawValue)
        xml.text("createTime", volume.createTime.iso8601)
        xml.list("attachmentSet", of: attachment.map { [$0] } ?? []) { $1.render(to: &$0) }
        xml.tagSet(volume.tags)
        xml.text("volumeType", volume.type.rawValue)
        xml.number("iops", volume.iops)
        xml.number("throughput", volume.throughput)
        xml.boolean("encrypted", volume.isEncrypted)
        xml.text("kmsKeyId", volume.kmsKeyID)
        xml.boolean("multiAttachEnabled", false)
        xml.structure("operator") { $0.boolean("managed", false) }
    }

    static let filterTable = FilterTable<VolumeView>(
        tags: { $0.volume.tags },
        [
            "attachment.attach-time": { [$0.attachment?.attachment.attachTime.iso8601] },
            "attachment.delete-on-termination": {
                [$0.attachment.map { "\($0.attachment.deleteOnTermination)" }]
            },
            "attachment.device": { [$0.attachment?.attachment.device] },
            "attachment.instance-id": { [$0.attachment?.attachment.instanceID] },
            "attachment.status": { [$0.attachment?.status] },
            "availability-zone": { [$0.volume.zone] },
            "availability-zone-id": { [$0.zoneID] },
            "create-time": { [$0.volume.createTime.iso8601] },
            "encrypted": { ["\($0.volume.isEncrypted)"] },
            "fast-restored": { _ in ["false"] },
            "multi-attach-enabled": { _ in ["false"] },
            "operator.managed": { _ in ["false"] },
            "operator.principal": { _ in [] },
            "size": { ["\($0.volume.size)"] },
            "snapshot-id": { [$0.volume.snapshotID] },
            "status": { [$0.status.rawValue] },
            "volume-id": { [$0.volume.id] },
            "volume-type": { [$0.volume.type.rawValue] },
        ]
    )
}

/// A volume's attachment as it is at a moment.
struct AttachmentView: Sendable {
    let volumeID: String
    let attachment: VolumeAttachment
    let status: String

    init(volumeID: String, attachment: VolumeAttachment, status: String) {
        self.volumeID = volumeID
        self.attachment = attachment
        self.status = status
    }

    /// Nil for a volume that isn't attached.
    init?(_ volume: Volume, at now: Timestamp) {
        guard let attachment = volume.attachment(at: now) else { return nil }
        volumeID = volume.id
        self.attachment = attachment
        status = attachment.status(at: now)
    }

    func render(to xml: inout OutputWriter) {
        xml.text("volumeId", volumeID)
        xml.text("instanceId", attachment.instanceID)
        xml.text("device", attachment.device)
        xml.text("status", status)
        xml.text("attachTime", attachment.attachTime.iso8601)
        xml.boolean("deleteOnTermination", attachment.deleteOnTermination)
    }
}
