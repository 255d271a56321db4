/// A metric that a group publishes when it is told to.
enum GroupMetric: String, Codable, Sendable, CaseIterable {
    case minSize = "GroupMinSize"
    case maxSize = "GroupMaxSize"
    case desiredCapacity = "GroupDesiredCapacity"
    case inServiceInstances = "GroupInServiceInstances"
    case pendingInstances = "GroupPendingInstances"
    case standbyInstances = "GroupStandbyInstances"
    case terminatingInstances = "GroupTerminatingInstances"
    case totalInstances = "GroupTotalInstances"
    case inServiceCapacity = "GroupInServiceCapacity"
    case pendingCapacity = "GroupPendingCapacity"
    case standbyCapacity = "GroupStandbyCapacity"
    case terminatingCapacity = "GroupTerminatingCapacity"
    case totalCapacity = "GroupTotalCapacity"

    /// The only one that there is.
    static let granularity = "1Minute"

    /// The metrics that a call names: all, when it names none.
    static func list(_ parameters: Parameters) throws(ServiceError) -> [GroupMetric] {
        var metrics: [GroupMetric] = []
        for name in parameters.list("Metrics") {
            guard let metric = GroupMetric(rawValue: name) else {
                throw .scalingValidation("\(name) is not a valid metric type.")
            }
            metrics.append(metric)
        }
        return metrics.isEmpty ? allCases : metrics
    }
}
