/// Says how many groups and launch configurations there may be, and are.
struct DescribeAccountLimits: AutoScalingOperation {
    static let name = "DescribeAccountLimits"
    static let honours: Set<String> = []
    static let mutates = false

    /// How many there are.
    struct Counts: Sendable {
        let groups: Int
        let configurations: Int
    }

    init(_ parameters: Parameters) throws(ServiceError) {}

    func perform(
        on state: inout RegionState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Counts {
        Counts(
            groups: state.autoScaling.groups.count,
            configurations: state.autoScaling.launchConfigurations.count
        )
    }

    static func render(_ counts: Counts, to xml: inout OutputWriter) {
        xml.number("MaxNumberOfAutoScalingGroups", CreateAutoScalingGroup.maximumCount)
        xml.number("MaxNumberOfLaunchConfigurations", CreateLaunchConfiguration.maximumCount)
        xml.number("NumberOfAutoScalingGroups", counts.groups)
        xml.number("NumberOfLaunchConfigurations", counts.configurations)
    }
}
