/// ListRoles and ListUsers.
struct ListIdentities<Holder: IAMIdentity>: IAMOperation {
    static var name: String { "List\(Holder.noun)s" }
    static var honours: Set<String> { IAMPageRequest.parameters.union(["PathPrefix"]) }
    static var mutates: Bool { false }

    private let pathPrefix: String
    private let page: IAMPageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        pathPrefix = IAMRules.pathPrefix(of: parameters)
        page = try IAMPageRequest(parameters)
    }

    func permissions(in state: IAMState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: IAMAccount(context).arn(Holder.noun.lowercased(), pathPrefix))]
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> IAMPage<IdentityView<Holder>> {
        let list = state[keyPath: Holder.table].list(below: pathPrefix)
        let views = list.map { [context] in IdentityView($0, context) }
        return page.page(of: views) { IdentityTable<Holder>.key($0.identity) }
    }

    static func render(_ output: IAMPage<IdentityView<Holder>>, to writer: inout OutputWriter) {
        writer.list("\(Holder.noun)s", of: output.items) {
            $1.identity.render(to: &$0, isListed: true, in: $1.account)
        }
        writer.end(of: output)
    }
}

/// A role or a user in an answer.
struct IdentityView<Identity: IAMIdentity>: Sendable {
    let identity: Identity
    let account: IAMAccount

    init(_ identity: Identity, _ context: ActionContext) {
        self.identity = identity
        account = IAMAccount(context)
    }

    /// The whole member, as answers about one of them have it.
    func render(to writer: inout OutputWriter) {
        writer.structure(Identity.noun) { identity.render(to: &$0, isListed: false, in: account) }
    }
}

extension OutputWriter {
    /// The limit of what an identity's policies can allow.
    mutating func permissionsBoundary(_ arn: String?) {
        guard let arn else { return }
        structure("PermissionsBoundary") { writer in
            writer.text("PermissionsBoundaryType", "PermissionsBoundaryPolicy")
            writer.text("PermissionsBoundaryArn", arn)
        }
    }
}
