/// Makes a role.
struct CreateRole: IAMOperation {
    static let name = "CreateRole"
    static let honours: Set<String> = IAMTags.parameters.union([
        "RoleName", "Path", "AssumeRolePolicyDocument", "Description", "MaxSessionDuration",
        "PermissionsBoundary",
    ])
    static let mutates = true

    private let roleName: String
    private let path: String
    private let trustPolicy: PolicyDocument
    private let description: String?
    private let maximumSessionSeconds: Int
    private let boundary: String?
    private let tags: [Tag]

    init(_ parameters: Parameters) throws(ServiceError) {
        roleName = try IAMRules.name("RoleName", of: parameters, maximumLength: 64)
        path = try IAMRules.path(of: parameters)
        guard !path.hasPrefix("/aws-service-role/") else {
            throw .failedValidation("Roles below /aws-service-role/ are made by CreateServiceLinkedRole.")
        }
        trustPolicy = try TrustPolicy.required(parameters, "AssumeRolePolicyDocument")
        description = try IAMRules.description(of: parameters)
        maximumSessionSeconds = try SessionDuration.maximum(parameters) ?? SessionDuration.standardMaximum
        boundary = try parameters.optional("PermissionsBoundary").map { arn throws(ServiceError) in
            try PolicyARN.check(arn)
            return arn
        }
        tags = try IAMTags.list(parameters)
        try IAMTags.checkCount(TagList(tags))
    }

    func permissions(in state: IAMState, _ context: ActionContext) -> [RequiredPermission] {
        var keys = IAMTags.keys(tags)
        if let boundary { keys["iam:PermissionsBoundary"] = [boundary] }
        let arn = IAMAccount(context).arn("role", path + roleName)
        let tagging = tags.isEmpty ? [] : [RequiredPermission("iam:TagRole", on: arn, keys: keys)]
        return [RequiredPermission(on: arn, keys: keys)] + tagging
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> IdentityView<Role> {
        guard state.roles[roleName] == nil else {
            throw .entityAlreadyExists("Role with name \(roleName) already exists.")
        }
        try TrustPolicy.check(trustPolicy, in: state, context)
        if let boundary, state.policy(boundary) == nil { throw PolicyARN.notAttachable(boundary) }
        var role = Role(
            name: roleName,
            path: path,
            id: context.identifiers.uniqueID("AROA"),
            createTime: context.now,
            trustPolicy: trustPolicy,
            description: description,
            maximumSessionSeconds: maximumSessionSeconds,
            tags: TagList(tags)
        )
        role.grants.boundary = boundary
        state.roles[roleName] = role
        context.note("iam", "role \(roleName) created")
        return IdentityView(role, context)
    }

    static func render(_ output: IdentityView<Role>, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

/// How long sessions of a role may last.
enum SessionDuration {
    static let standardMaximum = 3_600

    /// The `MaxSessionDuration` of a call, in seconds.
    static func maximum(_ parameters: Parameters) throws(ServiceError) -> Int? {
        guard let seconds = try parameters.integer("MaxSessionDuration") else { return nil }
        guard (3_600...43_200).contains(seconds) else {
            throw .failedValidation(
                "1 validation error detected: Value '\(seconds)' at 'maxSessionDuration' failed to satisfy constraint: "
                    + "Member must have value between 3600 and 43200"
            )
        }
        return seconds
    }
}
