/// Lists instance profiles.
struct ListInstanceProfiles: IAMOperation {
    static let name = "ListInstanceProfiles"
    static let honours: Set<String> = IAMPageRequest.parameters.union(["PathPrefix"])
    static let mutates = false

    private let pathPrefix: String
    private let page: IAMPageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        pathPrefix = IAMRules.pathPrefix(of: parameters)
        page = try IAMPageRequest(parameters)
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> IAMPage<InstanceProfileView> {
        let views = state.instanceProfiles.list(below: pathPrefix).map { [state, context] in
            InstanceProfileView($0, in: state, context)
        }
        return page.page(of: views) { NamedTable<IAMInstanceProfile>.key($0.profile) }
    }

    static func render(_ output: IAMPage<InstanceProfileView>, to writer: inout OutputWriter) {
        writer.list("InstanceProfiles", of: output.items) { $1.render(to: &$0) }
        writer.end(of: output)
    }
}

/// Lists the instance profiles that have a role. Terraform asks before it deletes one.
struct ListInstanceProfilesForRole: IdentityOperation {
    typealias Holder = Role

    static let name = "ListInstanceProfilesForRole"
    static let honours: Set<String> = IAMPageRequest.parameters.union(["RoleName"])
    static let mutates = false

    let holderName: String
    private let page: IAMPageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
        page = try IAMPageRequest(parameters)
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> IAMPage<InstanceProfileView> {
        let role = try state.identity(Role.self, holderName)
        let views = state.instanceProfiles.list.filter { $0.roleName == role.name }.map { [state, context] in
            InstanceProfileView($0, in: state, context)
        }
        return page.page(of: views) { NamedTable<IAMInstanceProfile>.key($0.profile) }
    }

    static func render(_ output: IAMPage<InstanceProfileView>, to writer: inout OutputWriter) {
        writer.list("InstanceProfiles", of: output.items) { $1.render(to: &$0) }
        writer.end(of: output)
    }
}
