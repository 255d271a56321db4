extension Service {
    /// Amazon EC2, as far as instances, what they are launched from, their volumes, and the default network.
    static let ec2 = Service(
        signingName: "ec2",
        version: "2016-11-15",
        wires: [.ec2],
        namespace: "http://ec2.amazonaws.com/doc/2016-11-15/",
        actions: [
            Action(RunInstances.self),
            Action(DescribeInstances.self),
            Action(DescribeInstanceStatus.self),
            Action(DescribeInstanceAttribute.self),
            Action(ModifyInstanceAttribute.self),
            Action(DescribeInstanceCreditSpecifications.self),
            Action(GetInstanceUefiData.self),
            Action(StartInstances.self),
            Action(StopInstances.self),
            Action(RebootInstances.self),
            Action(TerminateInstances.self),

            Action(CreateVolume.self),
            Action(DescribeVolumes.self),
            Action(DescribeVolumeStatus.self),
            Action(AttachVolume.self),
            Action(DetachVolume.self),
            Action(DeleteVolume.self),
            Action(ModifyVolume.self),
            Action(DescribeVolumesModifications.self),

            Action(CreateSnapshot.self),
            Action(CreateSnapshots.self),
            Action(DescribeSnapshots.self),
            Action(DeleteSnapshot.self),

            Action(CreateTags.self),
            Action(DeleteTags.self),
            Action(DescribeTags.self),

            Action(CreateLaunchTemplate.self),
            Action(CreateLaunchTemplateVersion.self),
            Action(ModifyLaunchTemplate.self),
            Action(DescribeLaunchTemplates.self),
            Action(DescribeLaunchTemplateVersions.self),
            Action(DeleteLaunchTemplateVersions.self),
            Action(DeleteLaunchTemplate.self),

            Action(DescribeVpcs.self),
            Action(DescribeVpcAttribute.self),
            Action(DescribeSubnets.self),
            Action(DescribeNetworkInterfaces.self),

            Action(CreateSecurityGroup.self),
            Action(DescribeSecurityGroups.self),
            Action(DescribeSecurityGroupRules.self),
            Action(AuthorizeSecurityGroupIngress.self),
            Action(AuthorizeSecurityGroupEgress.self),
            Action(RevokeSecurityGroupIngress.self),
            Action(RevokeSecurityGroupEgress.self),
            Action(DeleteSecurityGroup.self),

            Action(CreateKeyPair.self),
            Action(ImportKeyPair.self),
            Action(DescribeKeyPairs.self),
            Action(DeleteKeyPair.self),

            Action(DescribeImages.self),
            Action(DescribeInstanceTypes.self),
            Action(DescribeInstanceTypeOfferings.self),

            Action(DescribeAccountAttributes.self),
            Action(DescribeRegions.self),
            Action(DescribeAvailabilityZones.self),
        ]
    )
}

/// An action of EC2.
protocol EC2Operation: Operation where State == EC2State {}

extension EC2Operation {
    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout EC2State) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try cloud.withRegion(region) { (state: inout RegionState) throws(ServiceError) in try body(&state.ec2)
        }
    }
}
