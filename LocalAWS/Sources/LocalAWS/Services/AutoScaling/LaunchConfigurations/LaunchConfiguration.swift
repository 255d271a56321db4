internal import Platform

/// What groups may launch instances after that have no template: a name, and a specification that never changes.
struct LaunchConfiguration: Codable, Sendable {
    let name: String
    let arn: String
    let sequence: Int
    let createdTime: Timestamp
    let specification: LaunchSpecification

    func render(to xml: inout OutputWriter) {
        let interface = specification.networkInterfaces.first
        let groups = interface?.securityGroupIDs ?? specification.securityGroupIDs
        xml.text("LaunchConfigurationName", name)
        xml.text("LaunchConfigurationARN", arn)
        xml.text("ImageId", specification.imageID)
        xml.text("KeyName", specification.keyName ?? "")
        xml.texts("SecurityGroups", groups + specification.securityGroupNames)
        xml.texts("ClassicLinkVPCSecurityGroups", [])
        xml.text("UserData", specification.userData ?? "")
        xml.text("InstanceType", specification.instanceType)
        xml.text("KernelId", "")
        xml.text("RamdiskId", "")
        xml.list("BlockDeviceMappings", of: specification.blockDeviceMappings) { $1.renderForGroups(to: &$0) }
        xml.structure("InstanceMonitoring") { $0.boolean("Enabled", specification.isMonitored) }
        let profile = specification.iamInstanceProfile
        xml.text("IamInstanceProfile", profile?.arn ?? profile?.name)
        xml.moment("CreatedTime", createdTime)
        xml.boolean("EbsOptimized", specification.isEBSOptimized)
        xml.boolean("AssociatePublicIpAddress", interface?.associatesPublicAddress)
        xml.text("PlacementTenancy", specification.tenancy)
        guard let options = specification.metadataOptions else { return }
        xml.structure("MetadataOptions") { xml in
            xml.text("HttpTokens", options.tokens)
            xml.number("HttpPutResponseHopLimit", options.hopLimit)
            xml.text("HttpEndpoint", options.endpoint)
        }
    }
}

/// A block device mapping as Auto Scaling has it.
extension BlockDeviceMapping {
    /// The names of the parameters, for tables of actions.
    static let groupParameters: Set<String> = Set(
        [
            "DeviceName", "NoDevice", "Ebs.SnapshotId", "Ebs.VolumeSize", "Ebs.VolumeType",
            "Ebs.DeleteOnTermination", "Ebs.Iops", "Ebs.Encrypted", "Ebs.Throughput",
        ].map { "BlockDeviceMappings.N.\($0)" }
    )

    init(ofGroups parameters: Parameters) throws(ServiceError) {
        let name = try parameters.required("DeviceName")
        try DeviceName.check(name, parameter: "deviceName")
        self.init(deviceName: name, isSuppressed: try parameters.boolean("NoDevice") ?? false)
        guard let part = parameters.structure("Ebs") else { return }
        guard !isSuppressed else {
            throw .scalingValidation("A block device mapping takes either NoDevice or Ebs.")
        }
        volume = Volume(
            type: try part.optional("VolumeType")
                .map { text throws(ServiceError) in try VolumeType(parameter: text) },
            size: try part.integer("VolumeSize"),
            snapshotID: part.optional("SnapshotId"),
            iops: try part.integer("Iops"),
            throughput: try part.integer("Throughput"),
            isEncrypted: try part.boolean("Encrypted"),
            deleteOnTermination: try part.boolean("DeleteOnTermination")
        )
    }

    fileprivate func renderForGroups(to xml: inout OutputWriter) {
        xml.text("DeviceName", deviceName)
        xml.boolean("NoDevice", isSuppressed ? true : nil)
        guard let volume else { return }
        xml.structure("Ebs") { xml in
            xml.text("SnapshotId", volume.snapshotID)
            xml.number("VolumeSize", volume.size)
            xml.text("VolumeType", volume.type?.rawValue)
            xml.boolean("DeleteOnTermination", volume.deleteOnTermination)
            xml.number("Iops", volume.iops)
            xml.boolean("Encrypted", volume.isEncrypted)
            xml.number("Throughput", volume.throughput)
        }
    }
}
