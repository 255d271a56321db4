/// Makes a launch configuration.
struct CreateLaunchConfiguration: AutoScalingOperation {
    static let name = "CreateLaunchConfiguration"
    static let honours: Set<String> = BlockDeviceMapping.groupParameters.union([
        "LaunchConfigurationName", "ImageId", "KeyName", "SecurityGroups.N", "UserData", "InstanceType",
        "InstanceMonitoring.Enabled", "IamInstanceProfile", "EbsOptimized", "AssociatePublicIpAddress",
        "PlacementTenancy", "MetadataOptions.HttpTokens", "MetadataOptions.HttpPutResponseHopLimit",
        "MetadataOptions.HttpEndpoint",
    ])
    static let refuses: Set<String> = [
        "BlockDeviceMappings.N.VirtualName", "ClassicLinkVPCId", "ClassicLinkVPCSecurityGroups", "InstanceId",
        "KernelId", "RamdiskId", "SpotPrice",
    ]
    static let mutates = true

    /// How many a region has at most.
    static let maximumCount = 200

    private let configurationName: String
    private let specification: LaunchSpecification

    init(_ parameters: Parameters) throws(ServiceError) {
        configurationName = try parameters.required("LaunchConfigurationName")
        var specification = LaunchSpecification()
        let imageID = try parameters.required("ImageId")
        let instanceType = try parameters.required("InstanceType")
        specification.imageID = imageID
        specification.instanceType = instanceType
        specification.keyName = parameters.optional("KeyName")
        specification.userData = parameters.optional("UserData")
        specification.isMonitored = try parameters.structure("InstanceMonitoring")?.boolean("Enabled") ?? true
        specification.isEBSOptimized = try parameters.boolean("EbsOptimized") ?? false
        specification.iamInstanceProfile = parameters.optional("IamInstanceProfile")
            .map { InstanceProfileReference($0) }
        specification.tenancy = parameters.optional("PlacementTenancy")
        do throws(ServiceError) {
            try ResourceKind.image.check(imageID, parameter: "imageId")
            try InstanceType.check(instanceType)
            try UserData.check(specification.userData)
            specification.metadataOptions = try parameters.structure("MetadataOptions")
                .map { part throws(ServiceError) in try MetadataOptions(part) }
            for part in parameters.structures("BlockDeviceMappings") {
                specification.blockDeviceMappings.append(try BlockDeviceMapping(ofGroups: part))
            }
            try Self.readNetwork(parameters, &specification)
            try specification.checkLaunchable()
        } catch {
            throw error.coded("ValidationError")
        }
        self.specification = specification
    }

    /// Whether instances have public addresses is said of their network interface, which then has the security groups.
    private static func readNetwork(
        _ parameters: Parameters,
        _ specification: inout LaunchSpecification
    ) throws(ServiceError) {
        let groups = parameters.list("SecurityGroups")
        let ids = groups.filter { $0.hasPrefix("sg-") }
        let names = groups.filter { !$0.hasPrefix("sg-") }
        guard ids.isEmpty || names.isEmpty else {
            throw .scalingValidation(
                "The parameter groupName cannot be used with the parameter groupId: security groups are named all by "
                    + "identifier or all by name."
            )
        }
        specification.securityGroupNames = names
        guard let isPublic = try parameters.boolean("AssociatePublicIpAddress") else {
            specification.securityGroupIDs = ids
            return
        }
        var interface = NetworkInterfaceSpecification(associatesPublicAddress: isPublic)
        interface.securityGroupIDs = ids
        specification.networkInterfaces = [interface]
    }

    func permissions(in state: RegionState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: LaunchConfigurationName.arn(configurationName, id: "*", context))]
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        guard state.autoScaling.launchConfigurations[configurationName] == nil else {
            throw .scalingAlreadyExists(
                "Launch Configuration by this name already exists - A launch configuration already exists with the "
                    + "name \(configurationName)"
            )
        }
        guard state.autoScaling.launchConfigurations.count < Self.maximumCount else {
            throw .scalingLimitExceeded("There are \(Self.maximumCount) launch configurations at most.")
        }
        let id = context.identifiers.uuid()
        state.autoScaling.launchConfigurations[configurationName] = LaunchConfiguration(
            name: configurationName,
            arn: LaunchConfigurationName.arn(configurationName, id: id, context),
            sequence: state.autoScaling.nextSequence(),
            createdTime: context.now,
            specification: specification
        )
    }
}

/// How launch configurations are named.
enum LaunchConfigurationName {
    static func arn(_ name: String, id: String, _ context: ActionContext) -> String {
        context.arn("autoscaling", "launchConfiguration:\(id):launchConfigurationName/\(name)")
    }
}
