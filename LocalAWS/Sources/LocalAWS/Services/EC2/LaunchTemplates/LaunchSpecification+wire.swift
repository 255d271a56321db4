/// A specification in calls and answers of EC2.
extension LaunchSpecification {
    /// The names of the parameters of a use, for tables of actions.
    static func parameters(below prefix: String, for use: Use) -> Set<String> {
        var names: Set<String> = [
            "ImageId", "InstanceType", "KeyName", "UserData", "SecurityGroupId.N", "SecurityGroup.N",
            "Placement.AvailabilityZone", "Placement.Tenancy", "IamInstanceProfile.Arn",
            "IamInstanceProfile.Name", "Monitoring.Enabled", "EbsOptimized", "DisableApiTermination",
            "DisableApiStop", "InstanceInitiatedShutdownBehavior",
        ]
        names.formUnion(MetadataOptions.parameters.map { "MetadataOptions.\($0)" })
        names.formUnion(TagSpecifications.parameters)
        names.formUnion(BlockDeviceMapping.parameters(for: use))
        names.formUnion(launchableMembers.parameters(below: ""))
        switch use {
        case .template:
            names.formUnion(NetworkInterfaceSpecification.parameters.map { "NetworkInterface.N.\($0)" })
            names.formUnion(placementMembers.parameters(below: "Placement."))
            names.formUnion(unlaunchableMembers.parameters(below: ""))
        case .launch:
            names.formUnion(NetworkInterfaceSpecification.launchable.map { "NetworkInterface.N.\($0)" })
            names.insert("SubnetId")
        }
        return Set(names.map { prefix + $0 })
    }

    init(_ parameters: Parameters, for use: Use) throws(ServiceError) {
        try readMachine(parameters)
        try readPlace(parameters, for: use)
        try readSettings(parameters)
        blockDeviceMappings = try BlockDeviceMapping.list(parameters, for: use)
        let kinds: [ResourceKind] = [.instance, .volume, .networkInterface]
        tagSpecifications = try TagSpecifications(
            parameters,
            for: kinds + (use == .template ? [.spotRequest] : [])
        ).all
        options = try KeptMembers(parameters, Self.launchableMembers)
        if use == .template { unlaunchable = try KeptMembers(parameters, Self.unlaunchableMembers) }
    }

    private mutating func readMachine(_ parameters: Parameters) throws(ServiceError) {
        imageID = parameters.optional("ImageId")
        if let imageID { try ResourceKind.image.check(imageID, parameter: "imageId") }
        instanceType = parameters.optional("InstanceType")
        if let instanceType { try InstanceType.check(instanceType) }
        keyName = parameters.optional("KeyName")
        userData = parameters.optional("UserData")
        try UserData.check(userData)
    }

    private mutating func readPlace(_ parameters: Parameters, for use: Use) throws(ServiceError) {
        if let part = parameters.structure("Placement") {
            zone = part.optional("AvailabilityZone")
            tenancy = try part.choice("Tenancy", of: ["default", "dedicated", "host"])
            if use == .template { placement = try KeptMembers(part, Self.placementMembers) }
        }
        if use == .launch { subnetID = parameters.optional("SubnetId") }
        securityGroupIDs = parameters.list("SecurityGroupId")
        securityGroupNames = parameters.list("SecurityGroup")
        for part in parameters.structures("NetworkInterface") {
            networkInterfaces.append(try NetworkInterfaceSpecification(part, for: use))
        }
    }

    private mutating func readSettings(_ parameters: Parameters) throws(ServiceError) {
        if let part = parameters.structure("IamInstanceProfile") {
            let profile = InstanceProfileReference(arn: part.optional("Arn"), name: part.optional("Name"))
            guard profile.arn == nil || profile.name == nil else {
                throw .invalidCombination("An instance profile is named by either Arn or Name.")
            }
            iamInstanceProfile = profile.profileName.isEmpty ? nil : profile
        }
        isMonitored = try parameters.structure("Monitoring")?.boolean("Enabled")
        isEBSOptimized = try parameters.boolean("EbsOptimized")
        isTerminationDisabled = try parameters.boolean("DisableApiTermination")
        isStopDisabled = try parameters.boolean("DisableApiStop")
        shutdownBehavior = try parameters.choice(
            "InstanceInitiatedShutdownBehavior",
            of: ["stop", "terminate"]
        )
        metadataOptions = try parameters.structure("MetadataOptions")
            .map { part throws(ServiceError) in try MetadataOptions(part) }
    }

    /// The members of a template's data.
    func render(to xml: inout OutputWriter) {
        xml.boolean("ebsOptimized", isEBSOptimized)
        if let iamInstanceProfile {
            xml.structure("iamInstanceProfile") {
                $0.text("arn", iamInstanceProfile.arn)
                $0.text("name", iamInstanceProfile.name)
            }
        }
        if !blockDeviceMappings.isEmpty {
            xml.list("blockDeviceMappingSet", of: blockDeviceMappings) { $1.render(to: &$0) }
        }
        if !networkInterfaces.isEmpty {
            xml.list("networkInterfaceSet", of: networkInterfaces) { $1.render(to: &$0) }
        }
        xml.text("imageId", imageID)
        xml.text("instanceType", instanceType)
        xml.text("keyName", keyName)
        if let isMonitored { xml.structure("monitoring") { $0.boolean("enabled", isMonitored) } }
        renderPlacement(to: &xml)
        xml.boolean("disableApiTermination", isTerminationDisabled)
        xml.boolean("disableApiStop", isStopDisabled)
        xml.text("instanceInitiatedShutdownBehavior", shutdownBehavior)
        xml.text("userData", userData)
        renderTags(to: &xml)
        if !securityGroupIDs.isEmpty { xml.texts("securityGroupIdSet", securityGroupIDs) }
        if !securityGroupNames.isEmpty { xml.texts("securityGroupSet", securityGroupNames) }
        if let metadataOptions { xml.structure("metadataOptions") { metadataOptions.render(to: &$0) } }
        xml.members(options, Self.launchableMembers)
        xml.members(unlaunchable, Self.unlaunchableMembers)
    }

    private func renderPlacement(to xml: inout OutputWriter) {
        guard zone != nil || tenancy != nil || !placement.isEmpty else { return }
        xml.structure("placement") {
            $0.text("availabilityZone", zone)
            $0.text("tenancy", tenancy)
            $0.members(placement, Self.placementMembers)
        }
    }

    private func renderTags(to xml: inout OutputWriter) {
        guard !tagSpecifications.isEmpty else { return }
        let kinds = tagSpecifications.sorted { $0.key.tagType < $1.key.tagType }
        xml.list("tagSpecificationSet", of: kinds) { xml, kind in
            xml.text("resourceType", kind.key.tagType)
            xml.tagSet(TagList(kind.value))
        }
    }
}

/// What a script or a program gives an instance to begin with.
enum UserData {
    /// In bytes, before base64.
    private static let maximumBytes = 16_384

    static func check(_ text: String?) throws(ServiceError) {
        guard let text else { return }
        guard let length = Base64.bytes(of: text)?.count else {
            throw .invalidParameterValue("Invalid BASE64 encoding of user data.")
        }
        guard length <= maximumBytes else {
            throw .invalidParameterValue("User data is limited to \(maximumBytes) bytes")
        }
    }
}
