/// AttachRolePolicy and AttachUserPolicy: gives an identity a managed policy.
struct AttachPolicy<Holder: IAMIdentity>: IdentityOperation {
    static var name: String { "Attach\(Holder.noun)Policy" }
    static var honours: Set<String> { [Holder.nameParameter, "PolicyArn"] }
    static var mutates: Bool { true }

    private static var maximumCount: Int { 10 }

    let holderName: String
    private let policyARN: String

    var requestKeys: [String: [String]] { ["iam:PolicyARN": [policyARN]] }

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
        policyARN = try PolicyARN.required(parameters, "PolicyArn")
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        let isThere = state.policy(policyARN) != nil
        try state.update(Holder.self, holderName) { (holder: inout Holder) throws(ServiceError) in
            guard isThere else { throw PolicyARN.notAttachable(policyARN) }
            guard !PolicyARN.isForServiceLinkedRoles(policyARN) else {
                throw ServiceError(
                    "PolicyNotAttachable",
                    "Cannot attach a Service Role Policy to a Customer Role."
                )
            }
            guard !holder.grants.attached.contains(policyARN) else { return }
            guard holder.grants.attached.count < Self.maximumCount else {
                throw .limitExceeded(
                    "Cannot exceed quota for PoliciesPer\(Holder.noun): \(Self.maximumCount)"
                )
            }
            holder.grants.attached.append(policyARN)
        }
    }
}

/// DetachRolePolicy and DetachUserPolicy.
struct DetachPolicy<Holder: IAMIdentity>: IdentityOperation {
    static var name: String { "Detach\(Holder.noun)Policy" }
    static var honours: Set<String> { [Holder.nameParameter, "PolicyArn"] }
    static var mutates: Bool { true }

    let holderName: String
    private let policyARN: String

    var requestKeys: [String: [String]] { ["iam:PolicyARN": [policyARN]] }

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
        policyARN = try PolicyARN.required(parameters, "PolicyArn")
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        try state.update(Holder.self, holderName) { (holder: inout Holder) throws(ServiceError) in
            guard let position = holder.grants.attached.firstIndex(of: policyARN) else {
                throw .noSuchEntity("Policy \(policyARN) was not found.")
            }
            holder.grants.attached.remove(at: position)
        }
    }
}

/// ListAttachedRolePolicies and ListAttachedUserPolicies.
struct ListAttachedPolicies<Holder: IAMIdentity>: IdentityOperation {
    static var name: String { "ListAttached\(Holder.noun)Policies" }
    static var honours: Set<String> {
        IAMPageRequest.parameters.union([Holder.nameParameter, "PathPrefix"])
    }
    static var mutates: Bool { false }

    let holderName: String
    private let pathPrefix: String
    private let page: IAMPageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
        pathPrefix = IAMRules.pathPrefix(of: parameters)
        page = try IAMPageRequest(parameters)
    }

    /// A policy's name and ARN.
    struct Attached: Sendable {
        let name: String
        let arn: String
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> IAMPage<Attached> {
        let holder = try state.identity(Holder.self, holderName)
        let attached = holder.grants.attached.compactMap { [state] arn in
            state.policy(arn).flatMap {
                $0.path.hasPrefix(pathPrefix) ? Attached(name: $0.name, arn: arn) : nil
            }
        }
        return page.page(of: attached.sorted { ($0.name, $0.arn) < ($1.name, $1.arn) }) {
            "\($0.name) \($0.arn)"
        }
    }

    static func render(_ output: IAMPage<Attached>, to writer: inout OutputWriter) {
        writer.list("AttachedPolicies", of: output.items) { writer, policy in
            writer.text("PolicyName", policy.name)
            writer.text("PolicyArn", policy.arn)
        }
        writer.end(of: output)
    }
}

/// PutRolePermissionsBoundary and PutUserPermissionsBoundary.
struct PutPermissionsBoundary<Holder: IAMIdentity>: IdentityOperation {
    static var name: String { "Put\(Holder.noun)PermissionsBoundary" }
    static var honours: Set<String> { [Holder.nameParameter, "PermissionsBoundary"] }
    static var mutates: Bool { true }

    let holderName: String
    private let policyARN: String

    var requestKeys: [String: [String]] { ["iam:PermissionsBoundary": [policyARN]] }

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
        policyARN = try PolicyARN.required(parameters, "PermissionsBoundary")
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        let isThere = state.policy(policyARN) != nil
        try state.update(Holder.self, holderName) { (holder: inout Holder) throws(ServiceError) in
            guard isThere else { throw PolicyARN.notAttachable(policyARN) }
            holder.grants.boundary = policyARN
        }
    }
}

/// DeleteRolePermissionsBoundary and DeleteUserPermissionsBoundary.
struct DeletePermissionsBoundary<Holder: IAMIdentity>: IdentityOperation {
    static var name: String { "Delete\(Holder.noun)PermissionsBoundary" }
    static var honours: Set<String> { [Holder.nameParameter] }
    static var mutates: Bool { true }

    let holderName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        holderName = try Self.holderName(parameters)
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        try state.update(Holder.self, holderName) { $0.grants.boundary = nil }
    }
}
