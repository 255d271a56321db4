/// Makes or changes a policy.
struct PutScalingPolicy: GroupOperation {
    static let name = "PutScalingPolicy"
    static let honours: Set<String> = [
        "AutoScalingGroupName", "PolicyName", "PolicyType", "AdjustmentType", "MinAdjustmentMagnitude",
        "ScalingAdjustment", "Cooldown", "MetricAggregationType",
        "StepAdjustments.N.MetricIntervalLowerBound",
        "StepAdjustments.N.MetricIntervalUpperBound", "StepAdjustments.N.ScalingAdjustment",
        "EstimatedInstanceWarmup", "Enabled",
    ]
    static let refuses: Set<String> = [
        "MinAdjustmentStep", "PredictiveScalingConfiguration", "TargetTrackingConfiguration",
    ]
    static let mutates = true

    let groupName: String
    private let policyName: String
    private let rule: ScalingRule
    private let isEnabled: Bool

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        policyName = try parameters.required("PolicyName")
        rule = try ScalingRule(parameters)
        isEnabled = try parameters.boolean("Enabled") ?? true
    }

    func perform(
        on state: inout RegionState,
        in context: inout ActionContext
    ) throws(ServiceError) -> String {
        let group = try state.autoScaling.changeableGroup(groupName)
        let earlier = group.policies.first { $0.name == policyName }
        let resource =
            "scalingPolicy:\(context.identifiers.uuid()):autoScalingGroupName/\(groupName):policyName/\(policyName)"
        let policy = ScalingPolicy(
            name: policyName,
            arn: earlier?.arn ?? context.arn("autoscaling", resource),
            rule: rule,
            isEnabled: isEnabled
        )
        state.autoScaling.update(groupName) { group in
            group.policies.removeAll { $0.name == policyName }
            group.policies.append(policy)
        }
        return policy.arn
    }

    static func render(_ arn: String, to xml: inout OutputWriter) {
        xml.text("PolicyARN", arn)
        xml.list("Alarms", of: [String]()) { _, _ in }
    }
}

extension ScalingRule {
    fileprivate init(_ parameters: Parameters) throws(ServiceError) {
        let type = parameters.optional("PolicyType") ?? Kind.simple.rawValue
        guard let kind = Kind(rawValue: type) else {
            throw .unsupportedParameter("PolicyType=\(type)", of: PutScalingPolicy.name)
        }
        self.kind = kind
        guard let adjustment: Adjustment = try parameters.option("AdjustmentType") else {
            throw .missingParameter("AdjustmentType")
        }
        self.adjustment = adjustment
        scalingAdjustment = try parameters.integer("ScalingAdjustment")
        minimumMagnitude = try parameters.integer("MinAdjustmentMagnitude")
        cooldown = try parameters.size("Cooldown")
        var steps: [Step] = []
        for part in parameters.structures("StepAdjustments") {
            steps.append(
                Step(
                    lowerBound: try part.decimal("MetricIntervalLowerBound"),
                    upperBound: try part.decimal("MetricIntervalUpperBound"),
                    adjustment: try part.requiredInteger("ScalingAdjustment")
                )
            )
        }
        self.steps = steps
        let aggregation = parameters.optional("MetricAggregationType")
        metricAggregationType = aggregation ?? (kind == .step ? "Average" : nil)
        estimatedInstanceWarmup = try parameters.size("EstimatedInstanceWarmup")
        try check()
    }

    private func check() throws(ServiceError) {
        switch kind {
        case .simple:
            guard scalingAdjustment != nil else {
                throw .scalingValidation("You must specify a ScalingAdjustment value.")
            }
            guard steps.isEmpty, metricAggregationType == nil, estimatedInstanceWarmup == nil else {
                throw .scalingValidation(
                    "StepAdjustments and their settings belong to StepScaling policies only."
                )
            }
        case .step:
            guard !steps.isEmpty else {
                throw .scalingValidation("You must specify at least one step adjustment.")
            }
            guard scalingAdjustment == nil, cooldown == nil else {
                throw .scalingValidation(
                    "ScalingAdjustment and Cooldown belong to SimpleScaling policies only."
                )
            }
        }
    }
}
