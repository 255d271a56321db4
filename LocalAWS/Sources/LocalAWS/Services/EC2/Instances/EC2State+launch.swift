internal import Platform

/// Launching what a specification says.
extension EC2State {
    /// Launches instances: as many as there is room for, of the count.
    ///
    /// Everything is decided, and refused if it must be, before anything is made.
    ///
    /// - Parameters:
    ///   - subnetID: where, whatever the specification says; nil for what it says.
    ///   - tags: what the instances carry beside the specification's tags; they may be AWS's own.
    ///   - clientToken: that of the call, to be shown.
    mutating func launch(
        _ specification: LaunchSpecification,
        count: ClosedRange<Int>,
        subnetID: String?,
        tags: [Tag],
        clientToken: String? = nil,
        _ context: inout ActionContext
    ) throws(ServiceError) -> [Instance] {
        settle(at: context.now)
        var planned = specification
        if let subnetID { planned.place(in: subnetID) }
        planned.iamInstanceProfile = planned.iamInstanceProfile?.shown(context)
        var plan = try InstancePlan(planned, in: self, context)
        plan.clientToken = clientToken
        plan.tags = plan.tags.merged(with: tags)
        try plan.tags.checkCount()
        guard plan.subnet.freeAddresses >= count.lowerBound else {
            throw ServiceError(
                "InsufficientFreeAddressesInSubnet",
                "There are not enough free addresses in subnet '\(plan.subnet.id)' to satisfy the requested number of instances."
            )
        }
        let reservationID = context.identifiers.resourceID("r")
        var launched: [Instance] = []
        for index in 0..<min(count.upperBound, plan.subnet.freeAddresses) {
            launched.append(makeInstance(plan, reservationID: reservationID, launchIndex: index, &context))
        }
        return launched
    }
}

extension LaunchSpecification {
    /// Puts the instances in a subnet, wherever they were to be.
    fileprivate mutating func place(in subnetID: String) {
        self.subnetID = subnetID
        zone = nil
        for index in networkInterfaces.indices { networkInterfaces[index].subnetID = nil }
    }
}

/// What a specification comes to.
extension InstancePlan {
    /// - Throws: a refusal of whatever in the specification can't be launched.
    init(
        _ specification: LaunchSpecification,
        in state: EC2State,
        _ context: ActionContext
    ) throws(ServiceError) {
        try specification.checkLaunchable()
        guard let imageID = specification.imageID else { throw .missingParameter("ImageId") }
        let image = try state.images.image(imageID)
        let isKnown = state.images.isKnown(imageID)
        let type = specification.instanceType ?? InstanceType.standard
        try InstanceType.checkExistence(type)
        if isKnown { try Self.checkArchitecture(of: image, type) }
        if let name = specification.keyName, state.keyPair(named: name) == nil {
            throw .keyPairNotFound(name)
        }
        self.image = image
        settings = InstanceSettings(specification, type: type)
        subnet = try Self.subnet(specification, in: state.network, context.region)
        securityGroupIDs = try Self.securityGroups(specification, in: state)
        devices = try Self.devices(specification, of: image, isKnown: isKnown, in: state, context)
        tags = TagList(specification.tagSpecifications[.instance] ?? [])
            .merged(with: specification.source?.tags ?? [])
        volumeTags = TagList(specification.tagSpecifications[.volume] ?? [])
        launch = context.timings.instanceLaunch
    }

    private static func checkArchitecture(of image: Image, _ type: String) throws(ServiceError) {
        let architecture = InstanceType.architecture(of: type)
        guard architecture != image.architecture else { return }
        throw .invalidParameterValue(
            "The architecture '\(architecture)' of the specified instance type does not match the architecture "
                + "'\(image.architecture)' of the specified AMI."
        )
    }

    private static func subnet(
        _ specification: LaunchSpecification,
        in network: DefaultNetwork,
        _ region: Region
    ) throws(ServiceError) -> DefaultNetwork.Subnet {
        let zone = specification.zone
        if let zone, region.zone(named: zone) == nil {
            throw .invalidParameterValue("Invalid availability zone: [\(zone)]")
        }
        if let subnetID = specification.networkInterfaces.first?.subnetID ?? specification.subnetID {
            guard let subnet = network.subnet(id: subnetID) else {
                throw ResourceKind.subnet.notFound([subnetID])
            }
            guard zone ?? subnet.zone == subnet.zone else {
                throw .invalidCombination("The subnet '\(subnetID)' is not in the availability zone.")
            }
            return subnet
        }
        guard let subnet = network.subnet(inZone: zone ?? region.zones[0].name) else {
            throw ServiceError("MissingInput", "No default subnet for availability zone: '\(zone ?? "")'.")
        }
        return subnet
    }

    /// The groups by identifier and by name; the default one when there are none.
    private static func securityGroups(
        _ specification: LaunchSpecification,
        in state: EC2State
    ) throws(ServiceError) -> [String] {
        var ids: [String] = []
        let named =
            specification.securityGroupIDs + (specification.networkInterfaces.first?.securityGroupIDs ?? [])
        for id in named {
            guard state.securityGroups[id] != nil else { throw ResourceKind.securityGroup.notFound([id]) }
            ids.append(id)
        }
        for name in specification.securityGroupNames {
            ids.append(try state.securityGroup(named: name).id)
        }
        var seen: Set<String> = []
        ids.removeAll { !seen.insert($0).inserted }
        return ids.isEmpty ? [state.network.securityGroupID] : ids
    }

    private static func devices(
        _ specification: LaunchSpecification,
        of image: Image,
        isKnown: Bool,
        in state: EC2State,
        _ context: ActionContext
    ) throws(ServiceError) -> [BlockDevice] {
        var devices: [BlockDevice] = []
        let mappings = specification.blockDeviceMappings
        for device in try BlockDeviceMapping.devices(of: image, isKnown: isKnown, with: mappings) {
            var complete = device
            complete.volume = try state.complete(device.volume, at: context.now)
            devices.append(complete)
        }
        return devices
    }
}

extension InstanceSettings {
    fileprivate init(_ specification: LaunchSpecification, type: String) {
        let interface = specification.networkInterfaces.first
        self.init(
            type: type,
            userData: specification.userData,
            isMonitored: specification.isMonitored ?? false,
            isEBSOptimized: specification.isEBSOptimized ?? false,
            keyName: specification.keyName,
            instanceProfile: specification.iamInstanceProfile,
            metadataOptions: specification.metadataOptions ?? MetadataOptions(),
            isTerminationDisabled: specification.isTerminationDisabled ?? false,
            isStopDisabled: specification.isStopDisabled ?? false,
            shutdownBehavior: specification.shutdownBehavior ?? "stop",
            options: specification.options,
            hasPublicAddress: interface?.associatesPublicAddress ?? true,
            interfaceDescription: interface?.description,
            deletesInterface: interface?.deletesOnTermination ?? true,
            interfaceTags: specification.tagSpecifications[.networkInterface] ?? []
        )
    }
}

extension LaunchTemplateSource {
    /// What AWS marks instances with that come from a template.
    var tags: [Tag] {
        [
            Tag(key: "aws:ec2launchtemplate:id", value: id),
            Tag(key: "aws:ec2launchtemplate:version", value: "\(version)"),
        ]
    }
}
