/// The members of a specification that have no rules here.
extension LaunchSpecification {
    /// Those that an instance here can be launched with.
    static let launchableMembers = MemberTable([
        .structure("CreditSpecification", .text("CpuCredits", "standard", "unlimited")),
        .structure(
            "CpuOptions",
            .integer("CoreCount"),
            .integer("ThreadsPerCore"),
            .text("AmdSevSnp", "enabled", "disabled"),
            .text("NestedVirtualization", "enabled", "disabled")
        ),
        .structure("EnclaveOptions", .boolean("Enabled")),
        .structure("HibernationOptions", .boolean("Configured")),
        .structure("MaintenanceOptions", .text("AutoRecovery", "default", "disabled")),
        .structure("NetworkPerformanceOptions", .text("BandwidthWeighting", "default", "vpc-1", "ebs-1")),
        .structure(
            "PrivateDnsNameOptions",
            .text("HostnameType", "ip-name", "resource-name"),
            .boolean("EnableResourceNameDnsARecord"),
            .boolean("EnableResourceNameDnsAAAARecord")
        ),
    ])

    /// Those that would make an instance what none here can be. A template keeps them; a launch refuses them.
    static let unlaunchableMembers = MemberTable([
        .text("KernelId"),
        .text("RamDiskId"),
        .structures("ElasticGpuSpecification", .text("Type")),
        .structures("ElasticInferenceAccelerator", .text("Type"), .integer("Count")),
        .structure(
            "InstanceMarketOptions",
            .text("MarketType", "spot", "capacity-block", "interruptible-capacity-reservation"),
            .structure(
                "SpotOptions",
                .text("MaxPrice"),
                .text("SpotInstanceType", "one-time", "persistent"),
                .integer("BlockDurationMinutes"),
                .text("ValidUntil"),
                .text("InstanceInterruptionBehavior", "hibernate", "stop", "terminate")
            )
        ),
        .structure(
            "CapacityReservationSpecification",
            .text("CapacityReservationPreference", "capacity-reservations-only", "open", "none"),
            .structure(
                "CapacityReservationTarget",
                .text("CapacityReservationId"),
                .text("CapacityReservationResourceGroupArn")
            )
        ),
        .structures("LicenseSpecification", response: "licenseSet", .text("LicenseConfigurationArn")),
        requirements,
        .structure("Operator", .text("Principal")),
        .structures(
            "SecondaryInterface",
            .boolean("DeleteOnTermination"),
            .integer("DeviceIndex"),
            .structures(
                "PrivateIpAddress",
                response: "privateIpAddressesSet",
                .text("PrivateIpAddress")
            ),
            .integer("PrivateIpAddressCount"),
            .text("SecondarySubnetId"),
            .text("InterfaceType", "secondary"),
            .integer("NetworkCardIndex")
        ),
    ])

    /// Where an instance is to be, apart from its zone.
    static let placementMembers = MemberTable([
        .text("AvailabilityZoneId"),
        .text("Affinity"),
        .text("GroupName"),
        .text("HostId"),
        .text("SpreadDomain"),
        .text("HostResourceGroupArn"),
        .integer("PartitionNumber"),
        .text("GroupId"),
    ])

    /// What an instance type must have, for callers that leave the choice to EC2.
    private static let requirements = MemberTable.Member.structure(
        "InstanceRequirements",
        .range("VCpuCount"),
        .range("MemoryMiB"),
        .texts("CpuManufacturer"),
        .range("MemoryGiBPerVCpu", of: MemberTable.Member.decimal),
        .texts("ExcludedInstanceType"),
        .texts("InstanceGeneration", "current", "previous"),
        .integer("SpotMaxPricePercentageOverLowestPrice"),
        .integer("OnDemandMaxPricePercentageOverLowestPrice"),
        .text("BareMetal", "included", "required", "excluded"),
        .text("BurstablePerformance", "included", "required", "excluded"),
        .boolean("RequireHibernateSupport"),
        .range("NetworkInterfaceCount"),
        .text("LocalStorage", "included", "required", "excluded"),
        .texts("LocalStorageType", "hdd", "ssd"),
        .range("TotalLocalStorageGB", of: MemberTable.Member.decimal),
        .range("BaselineEbsBandwidthMbps"),
        .texts("AcceleratorType"),
        .range("AcceleratorCount"),
        .texts("AcceleratorManufacturer"),
        .texts("AcceleratorName"),
        .range("AcceleratorTotalMemoryMiB"),
        .range("NetworkBandwidthGbps", of: MemberTable.Member.decimal),
        .texts("AllowedInstanceType"),
        .integer("MaxSpotPriceAsPercentageOfOptimalOnDemandPrice"),
        .structure(
            "BaselinePerformanceFactors",
            .structure("Cpu", .structures("Reference", .text("InstanceFamily")))
        ),
        .boolean("RequireEncryptionInTransit")
    )
}
