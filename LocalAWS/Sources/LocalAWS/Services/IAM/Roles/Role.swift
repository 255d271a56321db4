internal import Platform

/// A role: somebody whom others may become for a while.
struct Role: IAMIdentity {
    let name: String
    let path: String
    /// `AROA` and 17 letters and digits.
    let id: String
    let createTime: Timestamp
    /// Who may become it.
    var trustPolicy: PolicyDocument
    var description: String?
    /// How long a session lasts at most, in seconds.
    var maximumSessionSeconds: Int
    var tags: TagList
    var grants = IdentityGrants()
    /// When and in which region a session of it was last used.
    var lastUse: Use?

    /// A use of a role.
    struct Use: Codable, Sendable, Hashable {
        let time: Timestamp
        let region: String
    }

    static let noun = "Role"
    static let maximumInlineCharacters = 10_240
    static var table: WritableKeyPath<IAMState, IdentityTable<Role>> { \.roles }

    /// A role that belongs to a service.
    var isProtected: Bool { path.hasPrefix("/aws-service-role/") }

    func render(to writer: inout OutputWriter, isListed: Bool, in account: IAMAccount) {
        writer.text("Path", path)
        writer.text("RoleName", name)
        writer.text("RoleId", id)
        writer.text("Arn", arn(in: account))
        writer.moment("CreateDate", createTime)
        writer.policy("AssumeRolePolicyDocument", trustPolicy)
        writer.text("Description", description)
        writer.number("MaxSessionDuration", maximumSessionSeconds)
        guard !isListed else { return }
        writer.permissionsBoundary(grants.boundary)
        if !tags.isEmpty { writer.tags(tags) }
        writer.structure("RoleLastUsed") { writer in
            writer.moment("LastUsedDate", lastUse?.time)
            writer.text("Region", lastUse?.region)
        }
    }
}

/// What a role's trust policy must be.
enum TrustPolicy {
    private static let maximumCharacters = 2_048

    static func required(_ parameters: Parameters, _ name: String) throws(ServiceError) -> PolicyDocument {
        let policy = try PolicyDocument(parameters, name, as: .trust)
        guard policy.countedCharacters <= maximumCharacters else {
            throw .limitExceeded("Cannot exceed quota for ACLSizePerRole: \(maximumCharacters)")
        }
        return policy
    }

    /// Refuses principals of this account that aren't there.
    static func check(
        _ policy: PolicyDocument,
        in state: IAMState,
        _ context: ActionContext
    ) throws(ServiceError) {
        let account = IAMAccount(context)
        for pattern in policy.statements.flatMap({ $0.principals?.patterns ?? [] }) {
            guard case .identity(let text) = pattern, let arn = ARN(text), arn.accountID == account.id,
                arn.service == "iam", !state.hasIdentity(text, in: account)
            else { continue }
            throw .malformedPolicy(PrincipalPattern.invalid(text, kind: "AWS"))
        }
    }
}

extension IAMState {
    /// Whether that is the ARN of a role or a user.
    fileprivate func hasIdentity(_ arn: String, in account: IAMAccount) -> Bool {
        role(arn: arn, in: account) != nil || user(arn: arn, in: account) != nil
    }

    /// The user with that ARN.
    func user(arn: String, in account: IAMAccount) -> User? {
        guard let name = arn.split(separator: "/").last, let user = users[String(name)],
            user.arn(in: account) == arn
        else { return nil }
        return user
    }

    /// The role with that ARN.
    func role(arn: String, in account: IAMAccount) -> Role? {
        guard let name = arn.split(separator: "/").last, let role = roles[String(name)],
            role.arn(in: account) == arn
        else { return nil }
        return role
    }
}
