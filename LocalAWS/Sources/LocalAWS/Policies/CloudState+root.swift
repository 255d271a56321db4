internal import Platform

/// The account's root is bound by no policy of its own, and by a queue's or a topic's only where that denies.
extension CloudState {
    /// What nobody can deny it, so that a policy which denies everything to everybody can be taken away. UNVERIFIED: for
    /// queues, what AWS's policy SQSUnlockQueuePolicy is for; for topics, the same.
    private static let undeniable: Set<String> = [
        "sqs:GetQueueUrl", "sqs:GetQueueAttributes", "sqs:SetQueueAttributes", "sns:GetTopicAttributes",
        "sns:SetTopicAttributes",
    ]

    /// Refuses a call of the root's that a resource's policy denies.
    func authoriseRoot(
        _ required: [RequiredPermission],
        of action: String,
        _ call: ActionCall,
        at now: Timestamp
    ) throws(ServiceError) {
        for permission in required {
            let name = permission.action ?? "\(call.service.permissionPrefix):\(action)"
            guard !Self.undeniable.contains(name), resourcePolicy(of: permission.resource) != nil else {
                continue
            }
            let authorization = authorization(
                of: name,
                on: permission.resource,
                keys: permission.keys,
                for: call.caller,
                in: call.region,
                at: now
            )
            // That nothing allows it isn't held against it.
            guard !authorization.decision.isExplicitDeny else {
                throw AuthorizationRefusal(authorization, call).error
            }
        }
    }
}
