/// Has a group publish metrics.
struct EnableMetricsCollection: GroupOperation {
    static let name = "EnableMetricsCollection"
    static let honours: Set<String> = ["AutoScalingGroupName", "Metrics.N", "Granularity"]
    static let mutates = true

    let groupName: String
    private let metrics: [GroupMetric]

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        metrics = try GroupMetric.list(parameters)
        let granularity = try parameters.required("Granularity")
        guard granularity == GroupMetric.granularity else {
            throw .scalingValidation("\(granularity) is not a valid granularity type.")
        }
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        let group = try state.autoScaling.changeableGroup(groupName)
        state.autoScaling.update(groupName) { $0.enabledMetrics.formUnion(metrics) }
        state.expectMeasurement(of: group, &context)
    }
}
