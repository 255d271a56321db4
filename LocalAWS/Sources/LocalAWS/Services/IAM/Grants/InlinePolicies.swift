/// PutRolePolicy and PutUserPolicy: gives an identity a policy of its own, or another in its place.
struct PutInlinePolicy<Holder: IAMIdentity>: IdentityOperation {
    static var name: String { "Put\(Holder.noun)Policy" }
    static var honours: Set<String> { [Holder.nameParameter, "PolicyName", "PolicyDocument"] }
    static var mutates: Bool { true }

    let holderName: String
    private let policyName: String
    private let policy: PolicyDocument

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
        policyName = try IAMRules.name("PolicyName", of: parameters, maximumLength: 128)
        policy = try PolicyDocument(parameters, "PolicyDocument", as: .identity)
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        try state.update(Holder.self, holderName) { (holder: inout Holder) throws(ServiceError) in
            holder.grants.inline[policyName] = policy
            let size = holder.grants.inline.values.reduce(0) { $0 + $1.countedCharacters }
            guard size <= Holder.maximumInlineCharacters else {
                throw .limitExceeded(
                    "Maximum policy size of \(Holder.maximumInlineCharacters) bytes exceeded for "
                        + "\(Holder.noun.lowercased()) \(holder.name)"
                )
            }
        }
    }
}

/// GetRolePolicy and GetUserPolicy.
struct GetInlinePolicy<Holder: IAMIdentity>: IdentityOperation {
    static var name: String { "Get\(Holder.noun)Policy" }
    static var honours: Set<String> { [Holder.nameParameter, "PolicyName"] }
    static var mutates: Bool { false }

    /// A policy and whose it is.
    struct InlinePolicy: Sendable {
        let holderName: String
        let name: String
        let policy: PolicyDocument
    }

    let holderName: String
    private let policyName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
        policyName = try IAMRules.name("PolicyName", of: parameters, maximumLength: 128)
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> InlinePolicy {
        let holder = try state.identity(Holder.self, holderName)
        let policy = try holder.inlinePolicy(policyName)
        return InlinePolicy(holderName: holder.name, name: policyName, policy: policy)
    }

    static func render(_ output: InlinePolicy, to writer: inout OutputWriter) {
        writer.text(Holder.nameParameter, output.holderName)
        writer.text("PolicyName", output.name)
        writer.policy("PolicyDocument", output.policy)
    }
}

/// ListRolePolicies and ListUserPolicies: the names of an identity's own policies.
struct ListInlinePolicies<Holder: IAMIdentity>: IdentityOperation {
    static var name: String { "List\(Holder.noun)Policies" }
    static var honours: Set<String> { IAMPageRequest.parameters.union([Holder.nameParameter]) }
    static var mutates: Bool { false }

    let holderName: String
    private let page: IAMPageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
        page = try IAMPageRequest(parameters)
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> IAMPage<String> {
        let holder = try state.identity(Holder.self, holderName)
        return page.page(of: holder.grants.inlineNames) { $0 }
    }

    static func render(_ output: IAMPage<String>, to writer: inout OutputWriter) {
        writer.texts("PolicyNames", output.items)
        writer.end(of: output)
    }
}

/// DeleteRolePolicy and DeleteUserPolicy.
struct DeleteInlinePolicy<Holder: IAMIdentity>: IdentityOperation {
    static var name: String { "Delete\(Holder.noun)Policy" }
    static var honours: Set<String> { [Holder.nameParameter, "PolicyName"] }
    static var mutates: Bool { true }

    let holderName: String
    private let policyName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
        policyName = try IAMRules.name("PolicyName", of: parameters, maximumLength: 128)
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        try state.update(Holder.self, holderName) { (holder: inout Holder) throws(ServiceError) in
            _ = try holder.inlinePolicy(policyName)
            holder.grants.inline[policyName] = nil
        }
    }
}

extension IAMIdentity {
    fileprivate func inlinePolicy(_ name: String) throws(ServiceError) -> PolicyDocument {
        guard let policy = grants.inline[name] else {
            throw .noSuchEntity("The \(Self.noun.lowercased()) policy with name \(name) cannot be found.")
        }
        return policy
    }
}
