internal import Platform

/// The condition keys that every request has (IAM User Guide, "AWS global condition context keys").
struct GlobalContext {
    let caller: Caller
    let principal: RequestPrincipal
    let tags: TagList
    let region: Region
    let now: Timestamp

    /// The keys, all but those of the resource.
    var context: RequestContext {
        var context: RequestContext = [
            "aws:SourceIp": "127.0.0.1",
            // What comes here without TLS would come to AWS with it.
            "aws:SecureTransport": "true",
            "aws:RequestedRegion": region.name,
            "aws:CurrentTime": now.iso8601,
            "aws:EpochTime": String(now.millisecondsSinceEpoch / 1_000),
            "aws:PrincipalAccount": caller.accountID,
            "aws:PrincipalArn": principalARN,
            "aws:PrincipalType": principalType,
            "aws:PrincipalIsAWSService": "false",
            "aws:ViaAWSService": "false",
            "aws:userid": caller.userID,
        ]
        context.set("aws:username", caller.userName)
        for tag in tags { context["aws:PrincipalTag/\(tag.key)"] = [tag.value] }
        if let session = caller.session {
            context["aws:MultiFactorAuthPresent"] = ["false"]
            context["aws:TokenIssueTime"] = [session.issueTime.iso8601]
            context.set("aws:SourceIdentity", session.sourceIdentity)
        }
        return context
    }

    /// Of a session it is the role.
    private var principalARN: String {
        if case .session(_, let roleARN, _) = principal {
            roleARN
        } else {
            caller.arn(partition: region.partition)
        }
    }

    private var principalType: String {
        switch caller.principal {
        case .root: "Account"
        case .assumedRole: "AssumedRole"
        case .user: "User"
        }
    }
}
