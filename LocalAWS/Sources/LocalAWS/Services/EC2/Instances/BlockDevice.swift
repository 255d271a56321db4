/// A volume that an instance is to be born with.
struct BlockDevice: Sendable {
    let deviceName: String
    var volume: VolumeSpecification
    var deleteOnTermination: Bool
}

/// One `BlockDeviceMapping.N`: a volume to have, one of the image's to have differently, or one not to have.
struct BlockDeviceMapping: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = Set(
        [
            "DeviceName", "NoDevice", "Ebs.VolumeSize", "Ebs.VolumeType", "Ebs.DeleteOnTermination",
            "Ebs.Encrypted",
            "Ebs.KmsKeyId", "Ebs.SnapshotId", "Ebs.Iops", "Ebs.Throughput",
        ].map { "BlockDeviceMapping.N.\($0)" }
    )

    let deviceName: String
    private let isSuppressed: Bool
    private let type: VolumeType?
    private let size: Int?
    private let snapshotID: String?
    private let iops: Int?
    private let throughput: Int?
    private let isEncrypted: Bool?
    private let kmsKeyID: String?
    private let deleteOnTermination: Bool?

    init(_ parameters: Parameters) throws(ServiceError) {
        deviceName = try parameters.required("DeviceName")
        try DeviceName.check(deviceName, parameter: "blockDeviceMapping.deviceName")
        isSuppressed = parameters.text("NoDevice") != nil
        let ebs = parameters.structure("Ebs")
        guard !isSuppressed || ebs == nil else {
            throw .invalidCombination("A block device mapping takes either NoDevice or Ebs.")
        }
        type = try ebs?.optional("VolumeType")
            .map { text throws(ServiceError) in try VolumeType(parameter: text) }
        size = try ebs?.integer("VolumeSize")
        snapshotID = ebs?.optional("SnapshotId")
        iops = try ebs?.integer("Iops")
        throughput = try ebs?.integer("Throughput")
        isEncrypted = try ebs?.boolean("Encrypted")
        kmsKeyID = ebs?.optional("KmsKeyId")
        deleteOnTermination = try ebs?.boolean("DeleteOnTermination")
    }

    /// The mappings of a call, no device twice.
    static func list(_ parameters: Parameters) throws(ServiceError) -> [BlockDeviceMapping] {
        var mappings: [BlockDeviceMapping] = []
        for member in parameters.structures("BlockDeviceMapping") {
            let mapping = try BlockDeviceMapping(member)
            guard !mappings.contains(where: { $0.deviceName == mapping.deviceName }) else {
                throw ServiceError(
                    "InvalidBlockDeviceMapping",
                    "The device '\(mapping.deviceName)' is used in more than one block-device mapping"
                )
            }
            mappings.append(mapping)
        }
        return mappings
    }

    /// The volumes of an instance of that image: the image's own, as far as the mappings leave it, then the
    /// others.
    static func devices(
        of image: Image,
        isKnown: Bool,
        with mappings: [BlockDeviceMapping]
    ) throws(ServiceError) -> [BlockDevice] {
        let rootVolume = VolumeSpecification(
            type: image.rootVolumeType,
            size: image.rootVolumeSize,
            snapshotID: isKnown ? image.snapshotID : nil
        )
        var root = BlockDevice(
            deviceName: image.rootDeviceName,
            volume: rootVolume,
            deleteOnTermination: true
        )
        var others: [BlockDevice] = []
        for mapping in mappings {
            if mapping.deviceName == image.rootDeviceName {
                guard !mapping.isSuppressed else {
                    throw ServiceError("InvalidBlockDeviceMapping", "The root device cannot be suppressed.")
                }
                root = mapping.changed(root)
            } else if !mapping.isSuppressed {
                others.append(mapping.device)
            }
        }
        return [root] + others
    }

    /// A device that the image doesn't have. One that is launched by API is deleted with its instance unless
    /// told otherwise.
    private var device: BlockDevice {
        changed(
            BlockDevice(
                deviceName: deviceName,
                volume: VolumeSpecification(type: .gp2),
                deleteOnTermination: true
            )
        )
    }

    private func changed(_ device: BlockDevice) -> BlockDevice {
        var changed = device
        changed.volume.type = type ?? device.volume.type
        changed.volume.size = size ?? (snapshotID == nil ? device.volume.size : nil)
        changed.volume.snapshotID = snapshotID ?? device.volume.snapshotID
        changed.volume.iops = iops
        changed.volume.throughput = throughput
        changed.volume.isEncrypted = isEncrypted
        changed.volume.kmsKeyID = kmsKeyID
        changed.deleteOnTermination = deleteOnTermination ?? device.deleteOnTermination
        return changed
    }
}
