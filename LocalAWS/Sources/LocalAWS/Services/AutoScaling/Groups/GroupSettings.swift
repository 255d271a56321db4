/// What the owner of a group chose, and what AWS chooses where he didn't.
struct GroupSettings: Codable, Sendable, Hashable {
    var source: LaunchSource
    var minimumSize = 0
    var maximumSize = 0
    var desiredCapacity = 0
    /// In seconds.
    var defaultCooldown = 300
    /// In which to have instances; those of the subnets, if there are any.
    var zones: [String] = []
    var subnetIDs: [String] = []
    /// One or several, between commas.
    var healthCheckType = "EC2"
    /// In seconds.
    var healthCheckGracePeriod = 0
    var terminationPolicies: [TerminationPolicy] = [.standard]
    var protectsNewInstances = false
    var serviceLinkedRoleARN: String
    /// Concerns Spot instances, of which there are none here.
    var capacityRebalance: Bool?
    /// Reserved by AWS; comes back as it was given.
    var context: String?
    /// In seconds.
    var defaultInstanceWarmup: Int?
    var zoneDistribution = ZoneDistribution.bestEffort
    var deletionProtection = DeletionProtection.none

    init(source: LaunchSource, _ context: ActionContext) {
        self.source = source
        serviceLinkedRoleARN =
            "arn:\(context.region.partition):iam::\(context.accountID):role/aws-service-role/"
            + "autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
    }

    /// Refuses sizes that exclude each other.
    func checkSizes() throws(ServiceError) {
        guard minimumSize <= maximumSize else {
            throw .scalingValidation(
                "Max bound, \(maximumSize), must be greater than or equal to min bound, \(minimumSize)"
            )
        }
        guard (minimumSize...maximumSize).contains(desiredCapacity) else {
            throw .scalingValidation(
                "Desired capacity:\(desiredCapacity) must be between the specified min size:\(minimumSize) "
                    + "and max size:\(maximumSize)"
            )
        }
    }
}

/// What to do when a zone can't take an instance.
enum ZoneDistribution: String, Codable, Sendable, CaseIterable {
    /// Try another zone.
    case bestEffort = "balanced-best-effort"
    /// Try again.
    case only = "balanced-only"
}

/// What a deletion of a group is refused for.
enum DeletionProtection: String, Codable, Sendable, CaseIterable {
    case none
    case preventForceDeletion = "prevent-force-deletion"
    case preventAllDeletion = "prevent-all-deletion"
}
