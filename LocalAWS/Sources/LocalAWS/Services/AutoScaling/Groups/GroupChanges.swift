/// What CreateAutoScalingGroup and UpdateAutoScalingGroup say of a group, each member of which may be left out.
struct GroupChanges: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters = LaunchSource.parameters.union([
        "AutoScalingGroupName", "MinSize", "MaxSize", "DesiredCapacity", "DefaultCooldown",
        "AvailabilityZones.N", "VPCZoneIdentifier", "HealthCheckType", "HealthCheckGracePeriod",
        "TerminationPolicies.N", "NewInstancesProtectedFromScaleIn", "ServiceLinkedRoleARN",
        "CapacityRebalance", "Context", "DesiredCapacityType", "DefaultInstanceWarmup",
        "AvailabilityZoneDistribution.CapacityDistributionStrategy", "DeletionProtection",
    ])
    /// The names of those that are refused.
    static let refused = MixedInstancesPolicy.refused.union([
        "AvailabilityZoneIds", "AvailabilityZoneImpairmentPolicy", "CapacityReservationSpecification",
        "InstanceLifecyclePolicy", "InstanceMaintenancePolicy", "MaxInstanceLifetime", "PlacementGroup",
        "SkipZonalShiftValidation",
    ])

    let source: LaunchSource?
    let minimumSize: Int?
    let maximumSize: Int?
    let desiredCapacity: Int?
    private let defaultCooldown: Int?
    private let zones: [String]?
    private let subnetIDs: [String]?
    private let healthCheckType: String?
    private let healthCheckGracePeriod: Int?
    private let terminationPolicies: [TerminationPolicy]?
    private let protectsNewInstances: Bool?
    private let serviceLinkedRoleARN: String?
    private let capacityRebalance: Bool?
    private let context: String?
    private let defaultInstanceWarmup: Int?
    private let zoneDistribution: ZoneDistribution?
    private let deletionProtection: DeletionProtection?

    init(_ parameters: Parameters) throws(ServiceError) {
        source = try LaunchSource.requested(by: parameters)
        minimumSize = try parameters.size("MinSize")
        maximumSize = try parameters.size("MaxSize")
        desiredCapacity = try parameters.size("DesiredCapacity")
        defaultCooldown = try parameters.size("DefaultCooldown")
        let zones = parameters.list("AvailabilityZones")
        self.zones = zones.isEmpty ? nil : zones
        subnetIDs = parameters.optional("VPCZoneIdentifier").map(Self.subnets)
        healthCheckType = try Self.healthCheckType(parameters)
        healthCheckGracePeriod = try parameters.size("HealthCheckGracePeriod")
        terminationPolicies = try Self.terminationPolicies(parameters)
        protectsNewInstances = try parameters.boolean("NewInstancesProtectedFromScaleIn")
        serviceLinkedRoleARN = parameters.optional("ServiceLinkedRoleARN")
        capacityRebalance = try parameters.boolean("CapacityRebalance")
        context = parameters.optional("Context")
        defaultInstanceWarmup = try parameters.integer("DefaultInstanceWarmup")
        zoneDistribution = try Self.zoneDistribution(parameters)
        deletionProtection = try parameters.option("DeletionProtection")
        if let type = parameters.optional("DesiredCapacityType"), type != "units" {
            throw .unsupportedParameter("DesiredCapacityType=\(type)", of: "a group")
        }
    }

    private static func subnets(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.filter { $0 != " " } }
    }

    private static func healthCheckType(_ parameters: Parameters) throws(ServiceError) -> String? {
        guard let text = parameters.optional("HealthCheckType") else { return nil }
        let known: Set<Substring> = ["EC2", "ELB", "EBS", "VPC_LATTICE"]
        guard text.split(separator: ",").allSatisfy(known.contains) else {
            throw .scalingValidation("Invalid health check type: \(text)")
        }
        return text
    }

    private static func terminationPolicies(
        _ parameters: Parameters
    ) throws(ServiceError) -> [TerminationPolicy]? {
        var policies: [TerminationPolicy] = []
        for name in parameters.list("TerminationPolicies") {
            policies.append(try TerminationPolicy(parameter: name))
        }
        guard policies.isEmpty else { return policies }
        return parameters.has("TerminationPolicies") ? [.standard] : nil
    }

    private static func zoneDistribution(_ parameters: Parameters) throws(ServiceError) -> ZoneDistribution? {
        try parameters.structure("AvailabilityZoneDistribution")?.option("CapacityDistributionStrategy")
    }

    /// Writes what was said into settings. The capacity is left to the call: it is a change with a reason.
    func apply(
        to settings: inout GroupSettings,
        in region: RegionState,
        _ context: ActionContext
    ) throws(ServiceError) {
        if let source { settings.source = try region.completed(source) }
        try place(&settings, in: region, context)
        settings.minimumSize = minimumSize ?? settings.minimumSize
        settings.maximumSize = maximumSize ?? settings.maximumSize
        settings.defaultCooldown = defaultCooldown ?? settings.defaultCooldown
        settings.healthCheckType = healthCheckType ?? settings.healthCheckType
        settings.healthCheckGracePeriod = healthCheckGracePeriod ?? settings.healthCheckGracePeriod
        settings.terminationPolicies = terminationPolicies ?? settings.terminationPolicies
        settings.protectsNewInstances = protectsNewInstances ?? settings.protectsNewInstances
        settings.serviceLinkedRoleARN = serviceLinkedRoleARN ?? settings.serviceLinkedRoleARN
        settings.capacityRebalance = capacityRebalance ?? settings.capacityRebalance
        settings.context = self.context ?? settings.context
        settings.zoneDistribution = zoneDistribution ?? settings.zoneDistribution
        settings.deletionProtection = deletionProtection ?? settings.deletionProtection
        if let defaultInstanceWarmup {
            settings.defaultInstanceWarmup = defaultInstanceWarmup < 0 ? nil : defaultInstanceWarmup
        }
    }

    private func place(
        _ settings: inout GroupSettings,
        in region: RegionState,
        _ context: ActionContext
    ) throws(ServiceError) {
        for zone in zones ?? [] where context.region.zone(named: zone) == nil {
            throw .scalingValidation("Invalid availability zones: [\(zone)]")
        }
        if let subnetIDs {
            var zonesOfSubnets: Set<String> = []
            for id in subnetIDs {
                guard let subnet = region.ec2.network.subnet(id: id) else {
                    throw .scalingValidation("The subnet ID '\(id)' does not exist")
                }
                zonesOfSubnets.insert(subnet.zone)
            }
            guard zones.map(Set.init).map(zonesOfSubnets.isSuperset) ?? true else {
                throw .scalingValidation(
                    "The availability zones of the specified subnets and the AutoScalingGroup do not match"
                )
            }
            settings.subnetIDs = subnetIDs
            settings.zones = zonesOfSubnets.sorted()
        } else if let zones {
            settings.subnetIDs = []
            settings.zones = zones.sorted()
        }
    }
}

extension Parameters {
    /// A number that isn't negative.
    func size(_ name: String) throws(ServiceError) -> Int? {
        guard let number = try integer(name) else { return nil }
        guard number >= 0 else {
            throw .scalingValidation("\(name) must be greater than or equal to 0; it is \(number).")
        }
        return number
    }

    /// A text that is one of a kind.
    func option<Option: RawRepresentable & CaseIterable>(
        _ name: String
    ) throws(ServiceError) -> Option? where Option.RawValue == String {
        guard let text = optional(name) else { return nil }
        guard let option = Option(rawValue: text) else {
            let choices = Option.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalidValue(text, for: fullName(name), expected: "Expecting one of \(choices).")
        }
        return option
    }
}
