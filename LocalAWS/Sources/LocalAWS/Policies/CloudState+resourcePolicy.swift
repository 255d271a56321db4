/// A service whose resources have policies of their own.
protocol ResourcePolicySource {
    /// The policy of a resource; nil for one that has none, or isn't there.
    func policy(of arn: ARN) -> PolicyDocument?
}

extension CloudState {
    /// The services whose resources' policies can deny something, by their signing names. A function's only allows.
    static let servicesWithPolicies: Set<String> = ["sns", "sqs"]

    /// The policy of a topic, a queue or a function, which can allow what the caller's own policies don't.
    func resourcePolicy(of resource: String) -> PolicyDocument? {
        guard let arn = ARN(resource), let region = regions[arn.region] else { return nil }
        return switch arn.service {
        case "sns": region.sns.policy(of: arn)
        case "sqs": region.sqs.policy(of: arn)
        case "lambda": region.lambda.policy(of: arn)
        default: nil
        }
    }
}
