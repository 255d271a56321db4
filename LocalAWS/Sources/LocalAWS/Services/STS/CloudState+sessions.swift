internal import Platform

extension CloudState {
    /// Opens a session of a role for a service that the role trusts, as Lambda does for a function.
    ///
    /// - Throws: AccessDenied when the role isn't there or doesn't trust the service.
    mutating func openSession(
        ofRole roleARN: String,
        named sessionName: String,
        for service: String,
        lasting duration: Duration,
        _ context: inout ActionContext
    ) throws(ServiceError) -> Session {
        guard let role = iam.role(arn: roleARN, in: IAMAccount(context)),
            role.trusts(.service(service), arn: roleARN, RequestContext()).isAllowed
        else {
            throw ServiceError(
                "AccessDenied",
                "\(service) is not authorized to perform: sts:AssumeRole on resource: \(roleARN)",
                status: 403
            )
        }
        return openSession(
            of: role,
            named: sessionName,
            until: context.now + duration,
            SessionTerms(issueTime: context.now),
            &context
        )
    }

    /// Whether a service may become a role.
    func canAssume(_ roleARN: String, service: String, in account: IAMAccount) -> Bool {
        guard let role = iam.role(arn: roleARN, in: account) else { return false }
        return role.trusts(.service(service), arn: roleARN, RequestContext()).isAllowed
    }

    /// Opens a session, whoever may have asked for it.
    mutating func openSession(
        of role: Role,
        named sessionName: String,
        until expiration: Timestamp,
        _ terms: SessionTerms,
        _ context: inout ActionContext
    ) -> Session {
        iam.roles[role.name]?.lastUse = Role.Use(time: context.now, region: context.region.name)
        accessKeys.forgetSessions(endedBefore: context.now - .seconds(86_400))
        let caller = Caller(
            accountID: context.accountID,
            principal: .assumedRole(name: role.name, id: role.id, session: sessionName),
            session: terms
        )
        return accessKeys.open(caller, until: expiration, &context.identifiers)
    }
}

extension Role {
    /// What the trust policy says to somebody who wants to become it.
    func trusts(_ principal: RequestPrincipal, arn: String, _ requestContext: RequestContext) -> Decision {
        trustPolicy.decision(
            for: AuthorizationRequest(
                principal: principal,
                action: "sts:AssumeRole",
                resource: arn,
                context: requestContext
            )
        )
    }
}

extension OutputWriter {
    /// A session's credentials.
    mutating func credentials(_ session: Session) {
        structure("Credentials") { writer in
            writer.text("AccessKeyId", session.accessKeyID)
            writer.text("SecretAccessKey", session.secretAccessKey)
            writer.text("SessionToken", session.sessionToken)
            writer.moment("Expiration", session.expiration)
        }
    }
}
