/// An action about one instance profile.
protocol InstanceProfileOperation: IAMOperation {
    var profileName: String { get }
}

extension InstanceProfileOperation {
    func permissions(in state: IAMState, _ context: ActionContext) -> [RequiredPermission] {
        let account = IAMAccount(context)
        let arn =
            state.instanceProfiles[profileName]?.arn(in: account)
            ?? account.arn("instance-profile", "/\(profileName)")
        return [RequiredPermission(on: arn)]
    }

    static func profileName(_ parameters: Parameters) throws(ServiceError) -> String {
        try IAMRules.name("InstanceProfileName", of: parameters, maximumLength: 128)
    }
}

/// Makes an instance profile, without a role.
struct CreateInstanceProfile: IAMOperation {
    static let name = "CreateInstanceProfile"
    static let honours: Set<String> = IAMTags.parameters.union(["InstanceProfileName", "Path"])
    static let mutates = true

    private let profileName: String
    private let path: String
    private let tags: [Tag]

    init(_ parameters: Parameters) throws(ServiceError) {
        profileName = try IAMRules.name("InstanceProfileName", of: parameters, maximumLength: 128)
        path = try IAMRules.path(of: parameters)
        tags = try IAMTags.list(parameters)
        try IAMTags.checkCount(TagList(tags))
    }

    func permissions(in state: IAMState, _ context: ActionContext) -> [RequiredPermission] {
        let arn = IAMAccount(context).arn("instance-profile", path + profileName)
        return [RequiredPermission(on: arn, keys: IAMTags.keys(tags))]
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> InstanceProfileView {
        guard state.instanceProfiles[profileName] == nil else {
            throw .entityAlreadyExists("Instance Profile \(profileName) already exists.")
        }
        let profile = IAMInstanceProfile(
            name: profileName,
            path: path,
            id: context.identifiers.uniqueID("AIPA"),
            createTime: context.now,
            tags: TagList(tags)
        )
        state.instanceProfiles[profileName] = profile
        return InstanceProfileView(profile, in: state, context)
    }

    static func render(_ output: InstanceProfileView, to writer: inout OutputWriter) {
        writer.structure("InstanceProfile", output.render)
    }
}

/// Describes an instance profile.
struct GetInstanceProfile: InstanceProfileOperation {
    static let name = "GetInstanceProfile"
    static let honours: Set<String> = ["InstanceProfileName"]
    static let mutates = false

    let profileName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        profileName = try Self.profileName(parameters)
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> InstanceProfileView {
        InstanceProfileView(try state.instanceProfile(profileName), in: state, context)
    }

    static func render(_ output: InstanceProfileView, to writer: inout OutputWriter) {
        writer.structure("InstanceProfile", output.render)
    }
}

/// Gives an instance profile its role.
struct AddRoleToInstanceProfile: InstanceProfileOperation {
    static let name = "AddRoleToInstanceProfile"
    static let honours: Set<String> = ["InstanceProfileName", "RoleName"]
    static let mutates = true

    let profileName: String
    private let roleName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        profileName = try Self.profileName(parameters)
        roleName = try IAMRules.name("RoleName", of: parameters, maximumLength: 64)
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        var profile = try state.instanceProfile(profileName)
        let role = try state.identity(Role.self, roleName)
        guard profile.roleName == nil else {
            throw .limitExceeded("Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1")
        }
        profile.roleName = role.name
        state.instanceProfiles[profileName] = profile
    }
}

/// Takes its role from an instance profile.
struct RemoveRoleFromInstanceProfile: InstanceProfileOperation {
    static let name = "RemoveRoleFromInstanceProfile"
    static let honours: Set<String> = ["InstanceProfileName", "RoleName"]
    static let mutates = true

    let profileName: String
    private let roleName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        profileName = try Self.profileName(parameters)
        roleName = try IAMRules.name("RoleName", of: parameters, maximumLength: 64)
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        var profile = try state.instanceProfile(profileName)
        guard profile.roleName?.lowercased() == roleName.lowercased() else {
            throw .noSuchEntity("The role with name \(roleName) cannot be found.")
        }
        profile.roleName = nil
        state.instanceProfiles[profileName] = profile
    }
}

/// Deletes an instance profile that has no role.
struct DeleteInstanceProfile: InstanceProfileOperation {
    static let name = "DeleteInstanceProfile"
    static let honours: Set<String> = ["InstanceProfileName"]
    static let mutates = true

    let profileName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        profileName = try Self.profileName(parameters)
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        guard try state.instanceProfile(profileName).roleName == nil else {
            throw .deleteConflict("must remove roles from instance profile first")
        }
        state.instanceProfiles[profileName] = nil
    }
}
