internal import Platform

/// Opens a session of a role for a caller whom the role trusts.
struct AssumeRole: STSOperation {
    static let name = "AssumeRole"
    static let honours: Set<String> = [
        "RoleArn", "RoleSessionName", "DurationSeconds", "Policy", "PolicyArns.N.arn", "Tags.N.Key",
        "Tags.N.Value", "ExternalId", "SourceIdentity",
    ]
    static let refuses: Set<String> = [
        "TransitiveTagKeys", "SerialNumber", "TokenCode", "ProvidedContexts",
    ]
    static let mutates = true

    private let roleARN: String
    private let sessionName: String
    private let seconds: Int?
    private let policy: PolicyDocument?
    private let policyARNs: [String]
    private let tags: [Tag]
    private let externalID: String?
    private let sourceIdentity: String?

    /// A session, and how its caller is called.
    struct Opened: Sendable {
        let session: Session
        let arn: String
        let userID: String
        let sourceIdentity: String?
    }

    init(_ parameters: Parameters) throws(ServiceError) {
        roleARN = try parameters.required("RoleArn")
        sessionName = try parameters.required("RoleSessionName")
        seconds = try parameters.integer("DurationSeconds")
        policyARNs = try parameters.structures("PolicyArns").map { member throws(ServiceError) in
            try member.required("arn")
        }
        tags = try IAMTags.list(parameters)
        externalID = parameters.optional("ExternalId")
        sourceIdentity = parameters.optional("SourceIdentity")
        policy = try parameters.optional("Policy").map { text throws(ServiceError) in
            try PolicyDocument(checking: text, as: .identity)
        }
        try check()
    }

    private func check() throws(ServiceError) {
        guard let arn = ARN(roleARN), arn.service == "iam", arn.resource.hasPrefix("role/") else {
            throw .failedValidation("\(roleARN) is invalid")
        }
        try IAMRules.checkName(sessionName, "RoleSessionName", maximumLength: 64)
        guard sessionName.utf8.count >= 2 else {
            throw .failedValidation(
                "1 validation error detected: Value '\(sessionName)' at 'roleSessionName' failed to satisfy constraint: "
                    + "Member must have length greater than or equal to 2"
            )
        }
        if let sourceIdentity { try IAMRules.checkName(sourceIdentity, "SourceIdentity", maximumLength: 64) }
        guard let seconds, !(900...43_200).contains(seconds) else { return }
        throw .failedValidation(
            "1 validation error detected: Value '\(seconds)' at 'durationSeconds' failed to satisfy constraint: Member "
                + "must have value between 900 and 43200"
        )
    }

    /// Both the role's trust policy and the caller's policies have a say, which `perform` listens to.
    func permissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] { [] }

    func perform(
        on state: inout CloudState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Opened {
        let role = try trustingRole(in: state, context)
        let seconds = try duration(for: role, context)
        var terms = SessionTerms(issueTime: context.now)
        terms.policies = try sessionPolicies(in: state)
        terms.tags = tags
        terms.sourceIdentity = sourceIdentity ?? context.caller.session?.sourceIdentity
        terms.isChained = isChained(context)
        let session = state.openSession(
            of: role,
            named: sessionName,
            until: context.now + .seconds(seconds),
            terms,
            &context
        )
        return Opened(
            session: session,
            arn:
                "arn:\(context.region.partition):sts::\(context.accountID):assumed-role/\(role.name)/\(sessionName)",
            userID: "\(role.id):\(sessionName)",
            sourceIdentity: terms.sourceIdentity
        )
    }

    static func render(_ output: Opened, to writer: inout OutputWriter) {
        writer.credentials(output.session)
        writer.structure("AssumedRoleUser") { writer in
            writer.text("AssumedRoleId", output.userID)
            writer.text("Arn", output.arn)
        }
        writer.text("SourceIdentity", output.sourceIdentity)
    }
}

// MARK: - Rules

extension AssumeRole {
    /// The role, if it trusts the caller. It is enough that it names the caller; if it names the account only, the
    /// caller's own policies have to allow it, too.
    private func trustingRole(in state: CloudState, _ context: ActionContext) throws(ServiceError) -> Role {
        guard !context.caller.isRoot else {
            throw ServiceError("AccessDenied", "Roles may not be assumed by root accounts.", status: 403)
        }
        guard let role = state.iam.role(arn: roleARN, in: IAMAccount(context)), !role.isProtected else {
            throw refusal(context)
        }
        let own = state.authorization(
            of: "sts:AssumeRole",
            on: roleARN,
            keys: keys,
            for: context.caller,
            in: context.region,
            at: context.now
        )
        let trust = role.trusts(own.request.principal, arn: roleARN, own.request.context)
        guard trust.isAllowed, !own.decision.isExplicitDeny, own.decision.isAllowed || trust.namesTheCaller
        else { throw refusal(context) }
        if !tags.isEmpty { try checkTagging(role, own.request) }
        return role
    }

    /// The condition keys of the call.
    private var keys: [String: [String]] {
        var keys = IAMTags.keys(tags)
        keys["sts:RoleSessionName"] = [sessionName]
        if let externalID { keys["sts:ExternalId"] = [externalID] }
        if let sourceIdentity { keys["sts:SourceIdentity"] = [sourceIdentity] }
        return keys
    }

    /// The trust policy must allow tags by an action of its own.
    private func checkTagging(_ role: Role, _ request: AuthorizationRequest) throws(ServiceError) {
        let tagging = AuthorizationRequest(
            principal: request.principal,
            action: "sts:TagSession",
            resource: roleARN,
            context: request.context
        )
        guard role.trustPolicy.decision(for: tagging).isAllowed else {
            throw ServiceError(
                "AccessDenied",
                "The role \(roleARN) does not allow its sessions to be tagged: sts:TagSession",
                status: 403
            )
        }
    }

    /// The same words whether the role isn't there or doesn't trust the caller.
    private func refusal(_ context: ActionContext) -> ServiceError {
        let caller = context.caller.arn(partition: context.region.partition)
        return ServiceError(
            "AccessDenied",
            "User: \(caller) is not authorized to perform: sts:AssumeRole on resource: \(roleARN)",
            status: 403
        )
    }

    private func isChained(_ context: ActionContext) -> Bool {
        if case .assumedRole = context.caller.principal { true } else { false }
    }

    private func duration(for role: Role, _ context: ActionContext) throws(ServiceError) -> Int {
        guard let seconds else { return 3_600 }
        guard seconds <= role.maximumSessionSeconds else {
            throw .failedValidation(
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
            )
        }
        guard seconds <= 3_600 || !isChained(context) else {
            throw .failedValidation(
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
            )
        }
        return seconds
    }

    private func sessionPolicies(in state: CloudState) throws(ServiceError) -> [PolicyDocument] {
        var policies = policy.map { [$0] } ?? []
        for arn in policyARNs {
            guard let document = state.iam.policy(arn)?.document else { throw PolicyARN.notAttachable(arn) }
            policies.append(document)
        }
        return policies
    }
}
