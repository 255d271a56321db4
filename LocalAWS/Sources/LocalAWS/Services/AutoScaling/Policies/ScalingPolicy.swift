/// How a group's capacity is changed when an alarm says so.
struct ScalingPolicy: Codable, Sendable {
    let name: String
    let arn: String
    let rule: ScalingRule
    let isEnabled: Bool

    func render(of groupName: String, to xml: inout OutputWriter) {
        xml.text("AutoScalingGroupName", groupName)
        xml.text("PolicyName", name)
        xml.text("PolicyARN", arn)
        rule.render(to: &xml)
        xml.list("Alarms", of: [String]()) { _, _ in }
        xml.boolean("Enabled", isEnabled)
    }
}

/// What a policy does with a capacity.
struct ScalingRule: Codable, Sendable, Hashable {
    /// What an adjustment's number means.
    enum Adjustment: String, Codable, Sendable, CaseIterable {
        case change = "ChangeInCapacity"
        case exact = "ExactCapacity"
        case percentage = "PercentChangeInCapacity"
    }

    /// How the number is found.
    enum Kind: String, Codable, Sendable, CaseIterable {
        case simple = "SimpleScaling"
        case step = "StepScaling"
    }

    /// An adjustment for a part of the values beyond a threshold.
    struct Step: Codable, Sendable, Hashable {
        let lowerBound: Double?
        let upperBound: Double?
        let adjustment: Int

        func contains(_ breach: Double) -> Bool {
            (lowerBound.map { $0 <= breach } ?? true) && (upperBound.map { breach < $0 } ?? true)
        }
    }

    let kind: Kind
    let adjustment: Adjustment
    /// Of a simple policy.
    let scalingAdjustment: Int?
    /// The least change of a percentage.
    let minimumMagnitude: Int?
    /// Of a simple policy, in seconds; nil for the group's.
    let cooldown: Int?
    /// Of a step policy.
    let steps: [Step]
    let metricAggregationType: String?
    let estimatedInstanceWarmup: Int?

    /// The capacity that comes out.
    ///
    /// - Parameter breach: how far a metric is beyond the threshold, of which a step policy makes its choice.
    /// - Returns: nil when no step is for that.
    func capacity(from capacity: Int, breach: Double?) -> Int? {
        guard
            let number = kind == .simple
                ? scalingAdjustment : steps.first(where: { $0.contains(breach ?? 0) })?.adjustment
        else { return nil }
        return switch adjustment {
        case .change: capacity + number
        case .exact: number
        case .percentage: capacity + change(byPercent: number, of: capacity)
        }
    }

    /// Rounded towards zero, but never to it.
    private func change(byPercent percent: Int, of capacity: Int) -> Int {
        guard percent != 0 else { return 0 }
        let sign = percent.signum()
        return sign * max(abs(capacity * percent) / 100, minimumMagnitude ?? 1, 1)
    }

    fileprivate func render(to xml: inout OutputWriter) {
        xml.text("PolicyType", kind.rawValue)
        xml.text("AdjustmentType", adjustment.rawValue)
        xml.number("MinAdjustmentMagnitude", minimumMagnitude)
        xml.number("ScalingAdjustment", scalingAdjustment)
        xml.number("Cooldown", cooldown)
        xml.list("StepAdjustments", of: steps) { xml, step in
            xml.decimal("MetricIntervalLowerBound", step.lowerBound)
            xml.decimal("MetricIntervalUpperBound", step.upperBound)
            xml.number("ScalingAdjustment", step.adjustment)
        }
        xml.text("MetricAggregationType", metricAggregationType)
        xml.number("EstimatedInstanceWarmup", estimatedInstanceWarmup)
    }
}
