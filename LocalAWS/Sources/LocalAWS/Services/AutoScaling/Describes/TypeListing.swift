/// A describe call that takes no parameters and always has the same answer.
protocol TypeListing: AutoScalingOperation where Output == Void {}

extension TypeListing {
    static var honours: Set<String> { [] }
    static var mutates: Bool { false }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {}
}

/// Lists what groups can tell topics.
struct DescribeAutoScalingNotificationTypes: TypeListing {
    static let name = "DescribeAutoScalingNotificationTypes"

    init(_ parameters: Parameters) throws(ServiceError) {}

    static func render(_ output: Void, to xml: inout OutputWriter) {
        xml.texts("AutoScalingNotificationTypes", NotificationType.allCases.map(\.rawValue))
    }
}

/// Lists the transitions that can be hooked.
struct DescribeLifecycleHookTypes: TypeListing {
    static let name = "DescribeLifecycleHookTypes"

    init(_ parameters: Parameters) throws(ServiceError) {}

    static func render(_ output: Void, to xml: inout OutputWriter) {
        xml.texts("LifecycleHookTypes", LifecycleTransition.allCases.map(\.rawValue))
    }
}

/// Lists the ways to choose an instance to end.
struct DescribeTerminationPolicyTypes: TypeListing {
    static let name = "DescribeTerminationPolicyTypes"

    init(_ parameters: Parameters) throws(ServiceError) {}

    static func render(_ output: Void, to xml: inout OutputWriter) {
        xml.texts("TerminationPolicyTypes", TerminationPolicy.allCases.map(\.rawValue).sorted())
    }
}

/// Lists the ways to change a capacity.
struct DescribeAdjustmentTypes: TypeListing {
    static let name = "DescribeAdjustmentTypes"

    init(_ parameters: Parameters) throws(ServiceError) {}

    static func render(_ output: Void, to xml: inout OutputWriter) {
        xml.list("AdjustmentTypes", of: ScalingRule.Adjustment.allCases) {
            $0.text("AdjustmentType", $1.rawValue)
        }
    }
}

/// Lists what groups do of themselves.
struct DescribeScalingProcessTypes: TypeListing {
    static let name = "DescribeScalingProcessTypes"

    init(_ parameters: Parameters) throws(ServiceError) {}

    static func render(_ output: Void, to xml: inout OutputWriter) {
        xml.list("Processes", of: ScalingProcess.allCases.map(\.rawValue).sorted()) {
            $0.text("ProcessName", $1)
        }
    }
}

/// Lists the metrics of groups.
struct DescribeMetricCollectionTypes: TypeListing {
    static let name = "DescribeMetricCollectionTypes"

    init(_ parameters: Parameters) throws(ServiceError) {}

    static func render(_ output: Void, to xml: inout OutputWriter) {
        xml.list("Metrics", of: GroupMetric.allCases) { $0.text("Metric", $1.rawValue) }
        xml.list("Granularities", of: [GroupMetric.granularity]) { $0.text("Granularity", $1) }
    }
}
