internal import Platform

/// Describes a user: the named one, or, when none is named, the caller.
struct GetUser: IAMOperation {
    static let name = "GetUser"
    static let honours: Set<String> = ["UserName"]
    static let mutates = false

    private let userName: String?

    /// A user, or the account's root, which IAM shows as one without a name.
    enum Found: Sendable {
        case user(IdentityView<User>)
        case root(accountID: String, arn: String)
    }

    init(_ parameters: Parameters) throws(ServiceError) {
        userName = parameters.optional("UserName")
        if let userName { try IAMRules.checkName(userName, "UserName", maximumLength: 128) }
    }

    func permissions(in state: IAMState, _ context: ActionContext) -> [RequiredPermission] {
        let name = userName ?? context.caller.userName ?? ""
        let account = IAMAccount(context)
        return [
            RequiredPermission(on: state.users[name]?.arn(in: account) ?? account.arn("user", "/\(name)"))
        ]
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) -> Found {
        if let name = userName ?? context.caller.userName {
            return .user(IdentityView(try state.identity(User.self, name), context))
        }
        guard context.caller.isRoot else {
            throw .failedValidation("Must specify userName when calling with non-User credentials")
        }
        return .root(
            accountID: context.accountID,
            arn: context.caller.arn(partition: context.region.partition)
        )
    }

    static func render(_ output: Found, to writer: inout OutputWriter) {
        switch output {
        case .user(let view): view.render(to: &writer)
        case .root(let accountID, let arn):
            writer.structure("User") { writer in
                writer.text("Path", "/")
                writer.text("UserId", accountID)
                writer.text("Arn", arn)
                writer.moment("CreateDate", Timestamp(secondsSinceEpoch: 1_420_070_400))
            }
        }
    }
}
