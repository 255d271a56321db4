/// Describes a role.
struct GetRole: IdentityOperation {
    typealias Holder = Role

    static let name = "GetRole"
    static let honours: Set<String> = ["RoleName"]
    static let mutates = false

    let holderName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> IdentityView<Role> {
        IdentityView(try state.identity(Role.self, holderName), context)
    }

    static func render(_ output: IdentityView<Role>, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

/// Changes a role's description and the length of its sessions.
struct UpdateRole: IdentityOperation {
    typealias Holder = Role

    static let name = "UpdateRole"
    static let honours: Set<String> = ["RoleName", "Description", "MaxSessionDuration"]
    static let mutates = true

    let holderName: String
    private let description: String?
    private let maximumSessionSeconds: Int?

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
        description = try IAMRules.description(of: parameters)
        maximumSessionSeconds = try SessionDuration.maximum(parameters)
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        try state.update(Role.self, holderName) { role in
            if let description { role.description = description }
            role.maximumSessionSeconds = maximumSessionSeconds ?? SessionDuration.standardMaximum
        }
    }
}

/// Changes a role's description, and returns the role.
struct UpdateRoleDescription: IdentityOperation {
    typealias Holder = Role

    static let name = "UpdateRoleDescription"
    static let honours: Set<String> = ["RoleName", "Description"]
    static let mutates = true

    let holderName: String
    private let description: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
        description = try IAMRules.description(of: parameters)
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> IdentityView<Role> {
        try state.update(Role.self, holderName) { $0.description = description }
        return IdentityView(try state.identity(Role.self, holderName), context)
    }

    static func render(_ output: IdentityView<Role>, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

/// Says anew who may become a role.
struct UpdateAssumeRolePolicy: IdentityOperation {
    typealias Holder = Role

    static let name = "UpdateAssumeRolePolicy"
    static let honours: Set<String> = ["RoleName", "PolicyDocument"]
    static let mutates = true

    let holderName: String
    private let policy: PolicyDocument

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
        policy = try TrustPolicy.required(parameters, "PolicyDocument")
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        try TrustPolicy.check(policy, in: state, context)
        try state.update(Role.self, holderName) { $0.trustPolicy = policy }
    }
}

/// Deletes a role that has nothing any more.
struct DeleteRole: IdentityOperation {
    typealias Holder = Role

    static let name = "DeleteRole"
    static let honours: Set<String> = ["RoleName"]
    static let mutates = true

    let holderName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        let role = try state.identity(Role.self, holderName)
        try role.checkUnprotected()
        guard !state.instanceProfiles.list.contains(where: { $0.roleName == role.name }) else {
            throw .deleteConflict("must remove roles from instance profile first")
        }
        try role.grants.checkEmpty()
        state.roles[holderName] = nil
        context.note("iam", "role \(role.name) deleted")
    }
}

extension IdentityGrants {
    /// Refuses to delete whoever has policies.
    func checkEmpty() throws(ServiceError) {
        guard attached.isEmpty else { throw .deleteConflict("must detach all policies first") }
        guard inline.isEmpty else { throw .deleteConflict("must delete policies first") }
    }
}
