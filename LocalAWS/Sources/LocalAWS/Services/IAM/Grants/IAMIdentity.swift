internal import Platform

/// What policies are attached to: a role or a user. What can be done with both alike is written once.
protocol IAMIdentity: NamedEntity {
    /// As actions call it: `Role` of `PutRolePolicy`.
    static var noun: String { get }
    /// Where IAM has them.
    static var table: WritableKeyPath<IAMState, IdentityTable<Self>> { get }
    /// The most characters of all of an identity's own policies together.
    static var maximumInlineCharacters: Int { get }

    var id: String { get }
    var tags: TagList { get set }
    var grants: IdentityGrants { get set }
    /// Whether only AWS may change it.
    var isProtected: Bool { get }

    /// Writes its members.
    ///
    /// - Parameter isListed: whether it is one of a list, where IAM leaves the tags out.
    func render(to writer: inout OutputWriter, isListed: Bool, in account: IAMAccount)
}

extension IAMIdentity {
    /// `RoleName`
    static var nameParameter: String { "\(noun)Name" }

    var isProtected: Bool { false }

    func arn(in account: IAMAccount) -> String { account.arn(Self.noun.lowercased(), path + name) }
}

/// All roles, or all users.
typealias IdentityTable<Identity: IAMIdentity> = NamedTable<Identity>

/// The account, as IAM's ARNs have it.
struct IAMAccount: Sendable, Hashable {
    let id: String
    let partition: String

    init(_ context: ActionContext) {
        self.init(id: context.accountID, partition: context.region.partition)
    }

    init(id: String, partition: String) {
        self.id = id
        self.partition = partition
    }

    /// `arn:aws:iam::111122223333:role/service-role/name`
    func arn(_ type: String, _ pathAndName: String) -> String {
        "arn:\(partition):iam::\(id):\(type)\(pathAndName)"
    }
}

/// The policies of a role or a user.
struct IdentityGrants: Codable, Sendable, Hashable {
    /// Its own, by name.
    var inline: [String: PolicyDocument] = [:]
    /// The ARNs of managed policies, in the order in which they were attached.
    var attached: [String] = []
    /// The ARN of the managed policy that limits what the others can allow.
    var boundary: String?

    /// The names of its own policies, in order.
    var inlineNames: [String] { inline.keys.sorted() }
}

/// Looking up what calls are about.
extension IAMState {
    func identity<Identity: IAMIdentity>(
        _ kind: Identity.Type,
        _ name: String
    ) throws(ServiceError) -> Identity {
        guard let identity = self[keyPath: kind.table][name] else {
            throw .noSuchEntity("The \(kind.noun.lowercased()) with name \(name) cannot be found.")
        }
        return identity
    }

    /// Changes an identity that anybody may change.
    mutating func update<Identity: IAMIdentity>(
        _ kind: Identity.Type,
        _ name: String,
        _ change: (inout Identity) throws(ServiceError) -> Void
    ) throws(ServiceError) {
        var identity = try identity(kind, name)
        try identity.checkUnprotected()
        try change(&identity)
        self[keyPath: kind.table][name] = identity
    }
}

extension IAMIdentity {
    func checkUnprotected() throws(ServiceError) {
        guard isProtected else { return }
        throw ServiceError(
            "UnmodifiableEntity",
            "Cannot perform the operation on the protected \(Self.noun.lowercased()) '\(name)' - this "
                + "\(Self.noun.lowercased()) is only modifiable by AWS"
        )
    }
}

/// An action about one role or user.
protocol IdentityOperation: IAMOperation {
    associatedtype Holder: IAMIdentity
    var holderName: String { get }
    /// The condition keys of the call.
    var requestKeys: [String: [String]] { get }
}

extension IdentityOperation {
    var requestKeys: [String: [String]] { [:] }

    func permissions(in state: IAMState, _ context: ActionContext) -> [RequiredPermission] {
        let account = IAMAccount(context)
        guard let holder = state[keyPath: Holder.table][holderName] else {
            return [
                RequiredPermission(
                    on: account.arn(Holder.noun.lowercased(), "/\(holderName)"),
                    keys: requestKeys
                )
            ]
        }
        var keys = requestKeys
        for tag in holder.tags {
            keys["aws:ResourceTag/\(tag.key)"] = [tag.value]
            keys["iam:ResourceTag/\(tag.key)"] = [tag.value]
        }
        if let boundary = holder.grants.boundary, keys["iam:PermissionsBoundary"] == nil {
            keys["iam:PermissionsBoundary"] = [boundary]
        }
        return [RequiredPermission(on: holder.arn(in: account), keys: keys)]
    }

    static func holderName(_ parameters: Parameters) throws(ServiceError) -> String {
        try IAMRules.name(Holder.nameParameter, of: parameters, maximumLength: 128)
    }
}
