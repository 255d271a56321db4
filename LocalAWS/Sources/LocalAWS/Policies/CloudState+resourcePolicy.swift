/// A service's part of a region that has resources with policies of their own.
protocol ResourcePolicySource {
    /// The policy of a resource; nil for one that isn't there or has none.
    func policy(of arn: ARN) -> PolicyDocument?
}

extension ResourcePolicySource {
    func policy(of arn: ARN) -> PolicyDocument? { nil }
}

extension SNSState: ResourcePolicySource {}
extension SQSState: ResourcePolicySource {}
extension LambdaState: ResourcePolicySource {}

extension CloudState {
    /// The policy of a topic, a queue or a function, whatever the caller's own policies say.
    func resourcePolicy(of resource: String) -> PolicyDocument? {
        guard let arn = ARN(resource), let region = regions[arn.region] else { return nil }
        let source: (any ResourcePolicySource)? =
            switch arn.service {
            case "sns": region.sns
            case "sqs": region.sqs
            case "lambda": region.lambda
            default: nil
            }
        return source?.policy(of: arn)
    }
}
