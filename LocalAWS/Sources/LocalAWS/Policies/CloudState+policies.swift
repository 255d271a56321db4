extension CloudState {
    /// The policies that have a say about what a caller does, but for those of resources. Those of a role or a user that
    /// was deleted, or was made anew under its name, are gone with it.
    func policies(of caller: Caller) -> PolicySet {
        var set = PolicySet()
        switch caller.principal {
        case .root: break
        case .assumedRole(let name, let id, _):
            if let role = iam.roles[name], role.id == id { set = iam.policies(of: role) }
        case .user(let name, _, let id):
            if let user = iam.users[name], user.id == id { set = iam.policies(of: user) }
        }
        set.session = caller.session.flatMap { $0.policies.isEmpty ? nil : $0.policies }
        return set
    }

    /// The caller as policies name principals.
    func principal(_ caller: Caller, partition: String) -> RequestPrincipal {
        let account = IAMAccount(id: caller.accountID, partition: partition)
        return switch caller.principal {
        case .root: .root(accountID: account.id)
        case .assumedRole(let name, _, _):
            .session(
                arn: caller.arn(partition: partition),
                roleARN: iam.roles[name]?.arn(in: account) ?? account.arn("role", "/\(name)"),
                accountID: account.id
            )
        case .user: .user(arn: caller.arn(partition: partition), accountID: account.id)
        }
    }

    /// The tags of the caller: a session's own, and those of its role or of the user.
    func tags(of caller: Caller) -> TagList {
        switch caller.principal {
        case .root: TagList()
        case .assumedRole(let name, _, _):
            (iam.roles[name]?.tags ?? TagList()).merged(with: caller.session?.tags ?? [])
        case .user(let name, _, _): iam.users[name]?.tags ?? TagList()
        }
    }
}

extension IAMState {
    /// The policies of a role or a user.
    func policies<Identity: IAMIdentity>(of identity: Identity) -> PolicySet {
        let inline = identity.grants.inline.sorted { $0.key < $1.key }.map {
            NamedPolicy(name: "\(Identity.noun.lowercased())_\(identity.name)_\($0.key)", document: $0.value)
        }
        let attached = identity.grants.attached.compactMap { arn in
            policy(arn).flatMap { policy in
                policy.document.map { NamedPolicy(name: policy.name, document: $0) }
            }
        }
        return PolicySet(
            identity: inline + attached,
            boundary: identity.grants.boundary.flatMap { policy($0)?.document }
        )
    }
}
