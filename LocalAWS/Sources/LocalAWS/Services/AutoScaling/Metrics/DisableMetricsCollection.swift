/// Has a group publish some metrics no more.
struct DisableMetricsCollection: GroupOperation {
    static let name = "DisableMetricsCollection"
    static let honours: Set<String> = ["AutoScalingGroupName", "Metrics.N"]
    static let mutates = true

    let groupName: String
    private let metrics: [GroupMetric]

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        metrics = try GroupMetric.list(parameters)
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        _ = try state.autoScaling.changeableGroup(groupName)
        state.autoScaling.update(groupName) { $0.enabledMetrics.subtract(metrics) }
    }
}
