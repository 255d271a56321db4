internal import Platform

/// Making volumes.
extension EC2State {
    /// Supplies what the snapshot says of a specification, and checks the two against each other.
    func complete(
        _ specification: VolumeSpecification,
        at now: Timestamp
    ) throws(ServiceError) -> VolumeSpecification {
        var complete = specification
        if let snapshotID = specification.snapshotID {
            let source = try snapshotSource(snapshotID, at: now)
            complete.size = specification.size ?? source.size
            complete.isEncrypted = source.isEncrypted || specification.isEncrypted == true
            if let size = complete.size, size < source.size {
                throw ServiceError(
                    "InvalidBlockDeviceMapping",
                    "Volume of size \(size)GB is smaller than snapshot '\(snapshotID)', expect size >= \(source.size)GB"
                )
            }
        }
        try complete.check()
        return complete
    }

    /// Size and encryption of a snapshot from which a volume is to be made: one of the account's, or one of
    /// an image.
    private func snapshotSource(
        _ id: String,
        at now: Timestamp
    ) throws(ServiceError) -> (size: Int, isEncrypted: Bool) {
        try ResourceKind.snapshot.check(id, parameter: "snapshotId")
        if let image = images.image(withSnapshot: id) { return (image.rootVolumeSize, false) }
        let snapshot = try snapshot(id, at: now)
        guard snapshot.status(at: now) == .completed else {
            throw .incorrectState("Snapshot is in invalid state - \(snapshot.status(at: now))")
        }
        return (snapshot.volumeSize, snapshot.isEncrypted)
    }

    /// Makes a volume of a complete specification.
    ///
    /// - Parameter availability: how long it is `creating`.
    mutating func makeVolume(
        _ specification: VolumeSpecification,
        id: String? = nil,
        in zone: String,
        tags: TagList,
        availability: Duration,
        _ context: inout ActionContext
    ) -> Volume {
        let size = specification.size ?? specification.type.sizes.lowerBound
        let key = specification.isEncrypted == true ? specification.kmsKeyID ?? context.defaultKeyARN : nil
        let volume = Volume(
            id: id ?? context.identifiers.resourceID("vol"),
            sequence: nextSequence(),
            zone: zone,
            size: size,
            type: specification.type,
            iops: specification.iops ?? specification.type.defaultRate(size: size),
            throughput: specification.throughput ?? specification.type.throughputs?.lowerBound,
            kmsKeyID: key,
            snapshotID: specification.snapshotID,
            createTime: context.now,
            availableTime: context.now + availability,
            visibleTime: context.now + context.timings.visibilityDelay,
            tags: tags
        )
        volumes.insert(volume)
        return volume
    }

    /// Puts a volume on an instance; both are known to be there and free for it.
    mutating func attach(
        _ volumeID: String,
        to instanceID: String,
        as device: String,
        deleteOnTermination: Bool,
        _ context: ActionContext
    ) {
        let attachment = VolumeAttachment(
            instanceID: instanceID,
            device: device,
            attachTime: context.now,
            attachedTime: context.now + context.timings.volumeAttachment,
            deleteOnTermination: deleteOnTermination
        )
        if let volume = volumes[volumeID] { release(volume) }
        volumes.update(volumeID) { $0.attachment = attachment }
        instances.update(instanceID) { $0.volumeIDs.append(volumeID) }
    }
}

extension ActionContext {
    /// The key that EBS encrypts with when the caller names none.
    var defaultKeyARN: String {
        let digits = Fingerprint("aws/ebs \(accountID) \(region.name)").value
        var id = "0000"
        id.appendHexadecimal(digits & 0xFFFF, digits: 4)
        id += "-1111-4222-8333-"
        id.appendHexadecimal(digits >> 16, digits: 12)
        return "arn:\(region.partition):kms:\(region.name):\(accountID):key/\(id)"
    }
}
