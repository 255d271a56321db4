/// Launches instances, all of one kind.
struct RunInstances: EC2Operation {
    static let name = "RunInstances"
    static let honours: Set<String> = TagSpecifications.parameters.union(BlockDeviceMapping.parameters).union(
        [
            "ImageId", "InstanceType", "MinCount", "MaxCount", "SubnetId", "SecurityGroupId.N",
            "SecurityGroup.N",
            "Placement.AvailabilityZone", "Placement.Tenancy", "Monitoring.Enabled", "EbsOptimized",
            "UserData",
            "ClientToken",
        ])
    static let refuses: Set<String> = [
        "AdditionalInfo", "BlockDeviceMapping.N.Ebs", "BlockDeviceMapping.N.VirtualName",
        "CapacityReservationSpecification", "CpuOptions", "CreditSpecification", "DisableApiStop",
        "DisableApiTermination", "ElasticGpuSpecification", "ElasticInferenceAccelerator",
        "EnablePrimaryIpv6",
        "EnclaveOptions", "HibernationOptions", "IamInstanceProfile", "InstanceInitiatedShutdownBehavior",
        "InstanceMarketOptions", "Ipv6Address", "Ipv6AddressCount", "KernelId", "KeyName", "LaunchTemplate",
        "LicenseSpecification", "MaintenanceOptions", "MetadataOptions", "NetworkInterface",
        "NetworkPerformanceOptions", "Operator", "Placement", "PrivateDnsNameOptions", "PrivateIpAddress",
        "RamdiskId", "SecondaryInterface",
    ]
    static let mutates = true

    /// The most instances of one call.
    private static let maximumCount = 1_000
    /// In bytes, before base64.
    private static let maximumUserDataBytes = 16_384

    private let imageID: String
    private let settings: InstanceSettings
    private let count: ClosedRange<Int>
    private let zone: String?
    private let subnetID: String?
    private let securityGroupIDs: [String]
    private let securityGroupNames: [String]
    private let mappings: [BlockDeviceMapping]
    private let tags: TagSpecifications
    private let idempotency: Idempotency?

    init(_ parameters: Parameters) throws(ServiceError) {
        imageID = try parameters.required("ImageId")
        try ResourceKind.image.check(imageID, parameter: "imageId")
        settings = try Self.settings(parameters)
        count = try Self.count(parameters)
        let placement = parameters.structure("Placement")
        zone = placement?.optional("AvailabilityZone")
        let tenancy = placement?.optional("Tenancy") ?? "default"
        guard tenancy == "default" else {
            throw .unsupportedParameter("Placement.Tenancy=\(tenancy)", of: Self.name)
        }
        subnetID = parameters.optional("SubnetId")
        securityGroupIDs = parameters.list("SecurityGroupId")
        securityGroupNames = parameters.list("SecurityGroup")
        mappings = try BlockDeviceMapping.list(parameters)
        tags = try TagSpecifications(parameters, for: [.instance, .volume])
        idempotency = try Idempotency(parameters, of: Self.name)
    }

    private static func settings(_ parameters: Parameters) throws(ServiceError) -> InstanceSettings {
        let type = parameters.optional("InstanceType") ?? InstanceType.standard
        try InstanceType.check(type)
        let userData = parameters.optional("UserData")
        if let userData {
            guard let length = Base64.bytes(of: userData)?.count else {
                throw .invalidParameterValue("Invalid BASE64 encoding of user data.")
            }
            guard length <= maximumUserDataBytes else {
                throw .invalidParameterValue("User data is limited to \(maximumUserDataBytes) bytes")
            }
        }
        return InstanceSettings(
            type: type,
            userData: userData,
            isMonitored: try parameters.structure("Monitoring")?.boolean("Enabled") ?? false,
            isEBSOptimized: try parameters.boolean("EbsOptimized") ?? false
        )
    }

    private static func count(_ parameters: Parameters) throws(ServiceError) -> ClosedRange<Int> {
        guard let least = try parameters.integer("MinCount") else { throw .missingParameter("MinCount") }
        guard let most = try parameters.integer("MaxCount") else { throw .missingParameter("MaxCount") }
        guard least >= 1 else {
            throw .invalidValue("\(least)", for: "minCount", expected: "Minimum allowed is 1.")
        }
        guard least <= most else {
            throw .invalidCombination("The value of MinCount must not be greater than that of MaxCount.")
        }
        guard least <= maximumCount else {
            throw ServiceError(
                "InstanceLimitExceeded",
                "You have requested more instances (\(least)) than the limit of \(maximumCount) allows."
            )
        }
        return least...min(most, maximumCount)
    }

    func perform(
        on state: inout EC2State,
        in context: inout ActionContext
    ) throws(ServiceError) -> ReservationView {
        state.settle(at: context.now)
        if let ids = try idempotency?.earlierResult(in: state) {
            let instances = ids.compactMap { state.instances[$0] }.map {
                InstanceView($0, in: state, context)
            }
            return ReservationView(
                id: instances.first?.instance.reservationID ?? "",
                accountID: context.accountID,
                instances: instances
            )
        }
        let plan = try plan(in: state, context)
        let number = min(count.upperBound, plan.subnet.freeAddresses)
        let reservationID = context.identifiers.resourceID("r")
        let instances = (0..<number).map { index in
            state.makeInstance(plan, reservationID: reservationID, launchIndex: index, &context)
        }
        idempotency?.remember(instances.map(\.id), in: &state)
        let views = instances.map { InstanceView($0, in: state, context) }
        return ReservationView(id: reservationID, accountID: context.accountID, instances: views)
    }

    /// Everything is decided, and refused if it must be, before anything is made.
    private func plan(in state: EC2State, _ context: ActionContext) throws(ServiceError) -> InstancePlan {
        let image = state.images.image(imageID)
        let isKnown = state.images.isKnown(imageID)
        try checkArchitecture(of: image, isKnown: isKnown)
        let subnet = try subnet(in: state.network, context.region)
        guard subnet.freeAddresses >= count.lowerBound else {
            throw ServiceError(
                "InsufficientFreeAddressesInSubnet",
                "There are not enough free addresses in subnet '\(subnet.id)' to satisfy the requested number of instances."
            )
        }
        var devices: [BlockDevice] = []
        for device in try BlockDeviceMapping.devices(of: image, isKnown: isKnown, with: mappings) {
            var complete = device
            complete.volume = try state.complete(device.volume, at: context.now)
            devices.append(complete)
        }
        return InstancePlan(
            image: image,
            settings: settings,
            subnet: subnet,
            securityGroupIDs: try securityGroups(in: state.network),
            devices: devices,
            tags: TagList(tags.tags(for: .instance)),
            volumeTags: TagList(tags.tags(for: .volume)),
            clientToken: idempotency?.token,
            launch: context.timings.instanceLaunch
        )
    }

    private func checkArchitecture(of image: Image, isKnown: Bool) throws(ServiceError) {
        let architecture = InstanceType.architecture(of: settings.type)
        guard isKnown, architecture != image.architecture else { return }
        throw .invalidParameterValue(
            "The architecture '\(architecture)' of the specified instance type does not match the architecture "
                + "'\(image.architecture)' of the specified AMI."
        )
    }

    private func subnet(
        in network: DefaultNetwork,
        _ region: Region
    ) throws(ServiceError) -> DefaultNetwork.Subnet {
        if let zone, region.zone(named: zone) == nil {
            throw .invalidParameterValue("Invalid availability zone: [\(zone)]")
        }
        if let subnetID {
            guard let subnet = network.subnet(id: subnetID) else {
                throw ServiceError("InvalidSubnetID.NotFound", "The subnet ID '\(subnetID)' does not exist")
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

    private func securityGroups(in network: DefaultNetwork) throws(ServiceError) -> [String] {
        for id in securityGroupIDs where id != network.securityGroupID {
            throw ServiceError("InvalidGroup.NotFound", "The security group '\(id)' does not exist")
        }
        for name in securityGroupNames where name != "default" {
            throw ServiceError(
                "InvalidGroup.NotFound",
                "The security group '\(name)' does not exist in default VPC '\(network.vpcID)'"
            )
        }
        return [network.securityGroupID]
    }

    static func render(_ output: ReservationView, to xml: inout OutputWriter) {
        output.render(to: &xml)
    }
}
