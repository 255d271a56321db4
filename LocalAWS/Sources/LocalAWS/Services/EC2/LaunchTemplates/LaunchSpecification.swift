/// All that can be said of instances to launch: by a launch template's data, a launch configuration, or RunInstances.
///
/// Each member is optional: what one doesn't say another may, and what none says has a default when instances are launched.
struct LaunchSpecification: Codable, Sendable, Hashable {
    /// What a specification is decoded for.
    enum Use: Sendable {
        /// To be kept: every member that AWS has.
        case template
        /// To be launched at once: the members that a launch honours.
        case launch
    }

    var imageID: String?
    var instanceType: String?
    var keyName: String?
    /// In base64.
    var userData: String?
    var securityGroupIDs: [String] = []
    var securityGroupNames: [String] = []
    /// Not of a template, whose subnet is that of its network interface.
    var subnetID: String?
    var zone: String?
    var tenancy: String?
    var blockDeviceMappings: [BlockDeviceMapping] = []
    var networkInterfaces: [NetworkInterfaceSpecification] = []
    /// The tags of what is launched, by its kind.
    var tagSpecifications: [ResourceKind: [Tag]] = [:]
    var iamInstanceProfile: InstanceProfileReference?
    var isMonitored: Bool?
    var isEBSOptimized: Bool?
    var isTerminationDisabled: Bool?
    var isStopDisabled: Bool?
    /// `stop` or `terminate`.
    var shutdownBehavior: String?
    var metadataOptions: MetadataOptions?
    /// The rest of the placement.
    var placement = KeptMembers()
    /// What an instance can be launched with and only keeps and shows.
    var options = KeptMembers()
    /// What no instance here can be launched with.
    var unlaunchable = KeptMembers()
    /// The version of a template that it is, or that it was merged over.
    var source: LaunchTemplateSource?
}

/// The version of a template that instances are launched from.
struct LaunchTemplateSource: Codable, Sendable, Hashable {
    let id: String
    let version: Int
}

extension LaunchSpecification {
    /// This specification, and of another what it leaves open. A list here replaces the other's as a whole; of tags,
    /// those of a kind.
    func merged(over other: LaunchSpecification) -> LaunchSpecification {
        var merged = other
        merged.imageID = imageID ?? other.imageID
        merged.instanceType = instanceType ?? other.instanceType
        merged.keyName = keyName ?? other.keyName
        merged.userData = userData ?? other.userData
        if !securityGroupIDs.isEmpty || !securityGroupNames.isEmpty {
            merged.securityGroupIDs = securityGroupIDs
            merged.securityGroupNames = securityGroupNames
        }
        merged.subnetID = subnetID ?? other.subnetID
        merged.zone = zone ?? other.zone
        merged.tenancy = tenancy ?? other.tenancy
        if !blockDeviceMappings.isEmpty { merged.blockDeviceMappings = blockDeviceMappings }
        if !networkInterfaces.isEmpty { merged.networkInterfaces = networkInterfaces }
        merged.tagSpecifications.merge(tagSpecifications) { _, own in own }
        merged.iamInstanceProfile = iamInstanceProfile ?? other.iamInstanceProfile
        merged.isMonitored = isMonitored ?? other.isMonitored
        merged.isEBSOptimized = isEBSOptimized ?? other.isEBSOptimized
        merged.isTerminationDisabled = isTerminationDisabled ?? other.isTerminationDisabled
        merged.isStopDisabled = isStopDisabled ?? other.isStopDisabled
        merged.shutdownBehavior = shutdownBehavior ?? other.shutdownBehavior
        merged.metadataOptions = metadataOptions ?? other.metadataOptions
        merged.placement = placement.merged(over: other.placement)
        merged.options = options.merged(over: other.options)
        merged.unlaunchable = unlaunchable.merged(over: other.unlaunchable)
        merged.source = source ?? other.source
        return merged
    }
}
