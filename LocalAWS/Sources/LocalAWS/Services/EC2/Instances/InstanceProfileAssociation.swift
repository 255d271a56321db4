/// The instance profile that an instance has, as instances show it.
struct InstanceProfileAssociation: Sendable {
    let arn: String
    let id: String

    init(_ reference: InstanceProfileReference, _ context: ActionContext) {
        let name = reference.profileName
        arn =
            reference.arn
            ?? "arn:\(context.region.partition):iam::\(context.accountID):instance-profile/\(name)"
        // The profile's own identifier is IAM's business; this one is as good as any, and always the same.
        var identifiers = IdentifierGenerator(seed: 0, stream: arn)
        id = identifiers.uniqueID("AIPA")
    }
}
