/// A volume that an instance is to be born with.
struct BlockDevice: Sendable {
    let deviceName: String
    var volume: VolumeSpecification
    var deleteOnTermination: Bool
}

/// One `BlockDeviceMapping.N`: a volume to have, one of the image's to have differently, or one not to have.
struct BlockDeviceMapping: Codable, Sendable, Hashable {
    let deviceName: String
    /// Whether the image's volume of that name is not to be there.
    var isSuppressed = false
    /// What only old instance types have: `ephemeral0`.
    var virtualName: String?
    /// The volume; nil when nothing is said of it.
    var volume: Volume?

    /// What is said of a volume.
    struct Volume: Codable, Sendable, Hashable {
        var type: VolumeType?
        /// In GiB.
        var size: Int?
        var snapshotID: String?
        var iops: Int?
        var throughput: Int?
        var isEncrypted: Bool?
        var kmsKeyID: String?
        var deleteOnTermination: Bool?
        /// What no volume here has.
        var others = KeptMembers()

        /// In the order of AWS's documentation.
        static let otherMembers = MemberTable([
            .integer("VolumeInitializationRate"), .integer("EbsCardIndex"),
        ])
    }

    /// The names of the parameters of a use, for tables of actions.
    static func parameters(for use: LaunchSpecification.Use) -> Set<String> {
        var names = [
            "DeviceName", "NoDevice", "Ebs.VolumeSize", "Ebs.VolumeType", "Ebs.DeleteOnTermination",
            "Ebs.Encrypted", "Ebs.KmsKeyId", "Ebs.SnapshotId", "Ebs.Iops", "Ebs.Throughput",
        ]
        if use == .template { names += ["VirtualName"] + Volume.otherMembers.parameters(below: "Ebs.") }
        return Set(names.map { "BlockDeviceMapping.N.\($0)" })
    }

    init(deviceName: String, volume: Volume? = nil, isSuppressed: Bool = false) {
        self.deviceName = deviceName
        self.volume = volume
        self.isSuppressed = isSuppressed
    }

    init(_ parameters: Parameters, for use: LaunchSpecification.Use) throws(ServiceError) {
        deviceName = try parameters.required("DeviceName")
        try DeviceName.check(deviceName, parameter: "blockDeviceMapping.deviceName")
        isSuppressed = parameters.text("NoDevice") != nil
        if use == .template { virtualName = parameters.optional("VirtualName") }
        volume = try parameters.structure("Ebs")
            .map { part throws(ServiceError) in try Volume(part, for: use) }
        guard !isSuppressed || volume == nil else {
            throw .invalidCombination("A block device mapping takes either NoDevice or Ebs.")
        }
    }

    /// The mappings of a call, no device twice.
    static func list(
        _ parameters: Parameters,
        for use: LaunchSpecification.Use
    ) throws(ServiceError) -> [BlockDeviceMapping] {
        var mappings: [BlockDeviceMapping] = []
        for member in parameters.structures("BlockDeviceMapping") {
            let mapping = try BlockDeviceMapping(member, for: use)
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
        guard let volume else { return device }
        var changed = device
        changed.volume.type = volume.type ?? device.volume.type
        changed.volume.size = volume.size ?? (volume.snapshotID == nil ? device.volume.size : nil)
        changed.volume.snapshotID = volume.snapshotID ?? device.volume.snapshotID
        changed.volume.iops = volume.iops
        changed.volume.throughput = volume.throughput
        changed.volume.isEncrypted = volume.isEncrypted
        changed.volume.kmsKeyID = volume.kmsKeyID
        changed.deleteOnTermination = volume.deleteOnTermination ?? device.deleteOnTermination
        return changed
    }

    func render(to xml: inout OutputWriter) {
        xml.text("deviceName", deviceName)
        xml.text("virtualName", virtualName)
        if let volume { xml.structure("ebs") { volume.render(to: &$0) } }
        if isSuppressed { xml.text("noDevice", "") }
    }
}

extension BlockDeviceMapping.Volume {
    init(_ parameters: Parameters, for use: LaunchSpecification.Use) throws(ServiceError) {
        type = try parameters.optional("VolumeType")
            .map { text throws(ServiceError) in try VolumeType(parameter: text) }
        size = try parameters.integer("VolumeSize")
        snapshotID = parameters.optional("SnapshotId")
        iops = try parameters.integer("Iops")
        throughput = try parameters.integer("Throughput")
        isEncrypted = try parameters.boolean("Encrypted")
        kmsKeyID = parameters.optional("KmsKeyId")
        deleteOnTermination = try parameters.boolean("DeleteOnTermination")
        if use == .template { others = try KeptMembers(parameters, Self.otherMembers) }
    }

    func render(to xml: inout OutputWriter) {
        xml.boolean("encrypted", isEncrypted)
        xml.boolean("deleteOnTermination", deleteOnTermination)
        xml.number("iops", iops)
        xml.text("kmsKeyId", kmsKeyID)
        xml.text("snapshotId", snapshotID)
        xml.number("volumeSize", size)
        xml.text("volumeType", type?.rawValue)
        xml.number("throughput", throughput)
        xml.members(others, Self.otherMembers)
    }
}
