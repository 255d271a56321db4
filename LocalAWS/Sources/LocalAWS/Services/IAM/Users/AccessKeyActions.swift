/// An action about a user's keys, which are IAM's and the account's.
protocol AccessKeyOperation: Operation where State == CloudState {
    /// Nil for the caller.
    var userName: String? { get }
}

extension AccessKeyOperation {
    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout CloudState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try body(&cloud)
    }

    func permissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] {
        let name = userName ?? context.caller.userName ?? ""
        let account = IAMAccount(context)
        return [
            RequiredPermission(on: state.iam.users[name]?.arn(in: account) ?? account.arn("user", "/\(name)"))
        ]
    }

    /// Whose keys are meant.
    func user(in state: CloudState, _ context: ActionContext) throws(ServiceError) -> User {
        guard let name = userName ?? context.caller.userName else {
            throw .failedValidation("Must specify userName when calling with non-User credentials")
        }
        return try state.iam.identity(User.self, name)
    }

    static func userName(_ parameters: Parameters) throws(ServiceError) -> String? {
        guard let name = parameters.optional("UserName") else { return nil }
        try IAMRules.checkName(name, "UserName", maximumLength: 128)
        return name
    }
}

extension UserAccessKey {
    fileprivate static func notFound(_ id: String) -> ServiceError {
        .noSuchEntity("The Access Key with id \(id) cannot be found.")
    }
}

/// Gives a user a key; the answer is the only one that ever tells its secret.
struct CreateAccessKey: AccessKeyOperation {
    static let name = "CreateAccessKey"
    static let honours: Set<String> = ["UserName"]
    static let mutates = true

    private static let maximumCount = 2

    let userName: String?

    /// A key that is new.
    struct NewKey: Sendable {
        let userName: String
        let key: UserAccessKey
        let secret: String
    }

    init(_ parameters: Parameters) throws(ServiceError) {
        userName = try Self.userName(parameters)
    }

    func perform(
        on state: inout CloudState,
        in context: inout ActionContext
    ) throws(ServiceError) -> NewKey {
        var user = try user(in: state, context)
        guard user.accessKeys.count < Self.maximumCount else {
            throw .limitExceeded("Cannot exceed quota for AccessKeysPerUser: \(Self.maximumCount)")
        }
        let caller = Caller(
            accountID: context.accountID,
            principal: .user(name: user.name, path: user.path, id: user.id)
        )
        let (id, secret) = state.accessKeys.add(caller, &context.identifiers)
        let key = UserAccessKey(id: id, createTime: context.now)
        user.accessKeys.append(key)
        state.iam.users[user.name] = user
        return NewKey(userName: user.name, key: key, secret: secret)
    }

    static func render(_ output: NewKey, to writer: inout OutputWriter) {
        writer.structure("AccessKey") { writer in
            writer.text("UserName", output.userName)
            writer.text("AccessKeyId", output.key.id)
            writer.text("Status", output.key.status)
            writer.text("SecretAccessKey", output.secret)
            writer.moment("CreateDate", output.key.createTime)
        }
    }
}

/// Lists a user's keys, without their secrets.
struct ListAccessKeys: AccessKeyOperation {
    static let name = "ListAccessKeys"
    static let honours: Set<String> = IAMPageRequest.parameters.union(["UserName"])
    static let mutates = false

    let userName: String?
    private let page: IAMPageRequest

    /// Whose keys, and which.
    struct Keys: Sendable {
        let userName: String
        let page: IAMPage<UserAccessKey>
    }

    init(_ parameters: Parameters) throws(ServiceError) {
        userName = try Self.userName(parameters)
        page = try IAMPageRequest(parameters)
    }

    func perform(on state: inout CloudState, in context: inout ActionContext) throws(ServiceError) -> Keys {
        let user = try user(in: state, context)
        let keys = user.accessKeys.sorted { $0.id < $1.id }
        return Keys(userName: user.name, page: page.page(of: keys, key: \.id))
    }

    static func render(_ output: Keys, to writer: inout OutputWriter) {
        writer.list("AccessKeyMetadata", of: output.page.items) { writer, key in
            writer.text("UserName", output.userName)
            writer.text("AccessKeyId", key.id)
            writer.text("Status", key.status)
            writer.moment("CreateDate", key.createTime)
        }
        writer.end(of: output.page)
    }
}

/// Switches a key off, or on again.
struct UpdateAccessKey: AccessKeyOperation {
    static let name = "UpdateAccessKey"
    static let honours: Set<String> = ["UserName", "AccessKeyId", "Status"]
    static let mutates = true

    let userName: String?
    private let keyID: String
    private let isActive: Bool

    init(_ parameters: Parameters) throws(ServiceError) {
        userName = try Self.userName(parameters)
        keyID = try parameters.required("AccessKeyId")
        let status = try parameters.required("Status")
        guard status == "Active" || status == "Inactive" else {
            throw .failedValidation(
                "1 validation error detected: Value '\(status)' at 'status' failed to satisfy constraint: Member must "
                    + "satisfy enum value set: [Active, Inactive]"
            )
        }
        isActive = status == "Active"
    }

    func perform(on state: inout CloudState, in context: inout ActionContext) throws(ServiceError) {
        var user = try user(in: state, context)
        guard let position = user.accessKeys.firstIndex(where: { $0.id == keyID }) else {
            throw UserAccessKey.notFound(keyID)
        }
        user.accessKeys[position].isActive = isActive
        state.accessKeys.setActive(keyID, isActive)
        state.iam.users[user.name] = user
    }
}

/// Takes a key from a user.
struct DeleteAccessKey: AccessKeyOperation {
    static let name = "DeleteAccessKey"
    static let honours: Set<String> = ["UserName", "AccessKeyId"]
    static let mutates = true

    let userName: String?
    private let keyID: String

    init(_ parameters: Parameters) throws(ServiceError) {
        userName = try Self.userName(parameters)
        keyID = try parameters.required("AccessKeyId")
    }

    func perform(on state: inout CloudState, in context: inout ActionContext) throws(ServiceError) {
        var user = try user(in: state, context)
        guard user.accessKeys.contains(where: { $0.id == keyID }) else { throw UserAccessKey.notFound(keyID) }
        user.accessKeys.removeAll { $0.id == keyID }
        state.accessKeys.remove(keyID)
        state.iam.users[user.name] = user
    }
}
