internal import Platform

/// What groups tell CloudWatch each minute, once they are told to.
extension RegionState {
    private static var interval: Int64 { 60 }

    /// Has a group measured at the next full minute, unless that is expected already.
    mutating func expectMeasurement(of group: AutoScalingGroup, _ context: inout ActionContext) {
        guard !group.isMeasured else { return }
        autoScaling.update(group.name) { $0.isMeasured = true }
        let minute = context.now.secondsSinceEpoch.rounded(downTo: Self.interval)
        context.schedule(
            .autoScaling(.measure(group: group.arn)),
            at: Timestamp(secondsSinceEpoch: minute + Self.interval)
        )
    }

    /// Tells CloudWatch of a group, for as long as it has metrics that are enabled.
    mutating func measure(_ groupARN: String, _ context: inout ActionContext) {
        guard var group = autoScaling.group(arn: groupARN) else { return }
        group.isMeasured = false
        autoScaling.update(group.name) { $0.isMeasured = false }
        guard !group.enabledMetrics.isEmpty else { return }
        let dimension = MetricDimension(name: GroupMetric.dimension, value: group.name)
        let data = group.enabledMetrics.sorted { $0.rawValue < $1.rawValue }.map { metric in
            MetricDatum(
                Metric(namespace: GroupMetric.namespace, name: metric.rawValue, dimensions: [dimension]),
                Double(metric.value(in: group)),
                at: context.now
            )
        }
        cloudWatch.record(data, &context)
        expectMeasurement(of: group, &context)
    }
}

extension GroupMetric {
    fileprivate static let namespace = "AWS/AutoScaling"
    fileprivate static let dimension = "AutoScalingGroupName"

    /// What it is now. Instances have no weights here, so that each is one unit of capacity.
    fileprivate func value(in group: AutoScalingGroup) -> Int {
        func count(_ isMeant: (LifecycleState) -> Bool) -> Int {
            group.members.values.count { isMeant($0.state) }
        }
        return switch self {
        case .minSize: group.settings.minimumSize
        case .maxSize: group.settings.maximumSize
        case .desiredCapacity: group.settings.desiredCapacity
        case .inServiceInstances, .inServiceCapacity: count { $0 == .inService }
        case .pendingInstances, .pendingCapacity: count(\.isPending)
        case .standbyInstances, .standbyCapacity: count { $0 == .standby || $0 == .enteringStandby }
        case .terminatingInstances, .terminatingCapacity: count(\.isTerminating)
        case .totalInstances, .totalCapacity: group.members.count
        }
    }
}
