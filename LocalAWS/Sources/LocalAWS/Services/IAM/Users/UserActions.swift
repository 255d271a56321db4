/// Makes a user.
struct CreateUser: IAMOperation {
    static let name = "CreateUser"
    static let honours: Set<String> = IAMTags.parameters.union(["UserName", "Path", "PermissionsBoundary"])
    static let mutates = true

    private let userName: String
    private let path: String
    private let boundary: String?
    private let tags: [Tag]

    init(_ parameters: Parameters) throws(ServiceError) {
        userName = try IAMRules.name("UserName", of: parameters, maximumLength: 64)
        path = try IAMRules.path(of: parameters)
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
        let arn = IAMAccount(context).arn("user", path + userName)
        let tagging = tags.isEmpty ? [] : [RequiredPermission("iam:TagUser", on: arn, keys: keys)]
        return [RequiredPermission(on: arn, keys: keys)] + tagging
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> IdentityView<User> {
        guard state.users[userName] == nil else {
            throw .entityAlreadyExists("User with name \(userName) already exists.")
        }
        if let boundary, state.policy(boundary) == nil { throw PolicyARN.notAttachable(boundary) }
        var user = User(
            name: userName,
            path: path,
            id: context.identifiers.uniqueID("AIDA"),
            createTime: context.now,
            tags: TagList(tags)
        )
        user.grants.boundary = boundary
        state.users[userName] = user
        return IdentityView(user, context)
    }

    static func render(_ output: IdentityView<User>, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

/// Deletes a user who has nothing any more.
struct DeleteUser: IdentityOperation {
    typealias Holder = User

    static let name = "DeleteUser"
    static let honours: Set<String> = ["UserName"]
    static let mutates = true

    let holderName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        let user = try state.identity(User.self, holderName)
        guard user.accessKeys.isEmpty else { throw .deleteConflict("must delete access keys first") }
        try user.grants.checkEmpty()
        state.users[holderName] = nil
    }
}
