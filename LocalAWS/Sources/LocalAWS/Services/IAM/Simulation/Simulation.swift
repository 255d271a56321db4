/// What a simulation asks of policies.
struct Simulation: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = IAMPageRequest.parameters.union([
        "ActionNames.N", "ResourceArns.N", "PolicyInputList.N", "PermissionsBoundaryPolicyInputList.N",
        "ResourcePolicy", "CallerArn", "ContextEntries.N.ContextKeyName", "ContextEntries.N.ContextKeyType",
        "ContextEntries.N.ContextKeyValues.N",
    ])
    static let refusedParameters: Set<String> = ["ResourceOwner", "ResourceHandlingOption"]

    let actions: [String]
    let resources: [String]
    /// The policies that the call brings.
    let policies: [NamedPolicy]
    let boundary: PolicyDocument?
    let resourcePolicy: PolicyDocument?
    let callerARN: String?
    let context: RequestContext
    let page: IAMPageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        actions = parameters.list("ActionNames")
        let resources = parameters.list("ResourceArns")
        self.resources = resources.isEmpty ? ["*"] : resources
        callerARN = parameters.optional("CallerArn")
        context = Self.context(parameters)
        page = try IAMPageRequest(parameters)
        let texts = parameters.list("PolicyInputList")
        let limits = parameters.list("PermissionsBoundaryPolicyInputList")
        let ofResource = parameters.optional("ResourcePolicy")
        var policies: [NamedPolicy] = []
        for (index, text) in texts.enumerated() {
            let document = try Self.policy(text, as: .identity)
            policies.append(NamedPolicy(name: "PolicyInputList.\(index + 1)", document: document))
        }
        self.policies = policies
        boundary = try limits.first.map { text throws(ServiceError) in try Self.policy(text, as: .identity) }
        resourcePolicy = try ofResource.map { text throws(ServiceError) in
            try Self.policy(text, as: .resource)
        }
        guard !actions.isEmpty else { throw .missingParameter("ActionNames") }
        for action in actions where action.split(separator: ":").count != 2 {
            throw .invalidInput("Invalid Action: \(action)")
        }
    }

    private static func policy(_ text: String, as kind: PolicyKind) throws(ServiceError) -> PolicyDocument {
        do throws(PolicyError) {
            return try PolicyDocument(text, as: kind)
        } catch {
            throw .invalidInput("Invalid Input policy: \(error.reason)")
        }
    }

    private static func context(_ parameters: Parameters) -> RequestContext {
        var context = RequestContext()
        for entry in parameters.structures("ContextEntries") {
            _ = entry.optional("ContextKeyType")
            let values = entry.list("ContextKeyValues")
            if let key = entry.optional("ContextKeyName") { context[key] = values }
        }
        return context
    }

    /// One result for each action and resource.
    func results(
        _ set: PolicySet,
        as principal: RequestPrincipal,
        _ keys: RequestContext
    ) -> [SimulationResult] {
        let known = keys.merging(context)
        let missing = set.missingKeys(in: known)
        return actions.flatMap { action in
            resources.map { resource in
                let request = AuthorizationRequest(
                    principal: principal,
                    action: action,
                    resource: resource,
                    context: known
                )
                return SimulationResult(set.authorization(of: request), set.identity.map(\.name), missing)
            }
        }
    }
}

/// What policies say to one action on one resource.
struct SimulationResult: Sendable {
    private let authorization: Authorization
    /// The names of the policies that decided.
    private let sources: [String]
    private let missingKeys: [String]

    init(_ authorization: Authorization, _ names: [String], _ missingKeys: [String]) {
        self.authorization = authorization
        let isOfIdentity = [nil, .identity].contains(authorization.refusedBy)
        let indices = authorization.decision.statements.map(\.policyIndex)
        sources = isOfIdentity ? indices.compactMap { names.indices.contains($0) ? names[$0] : nil } : []
        self.missingKeys = missingKeys
    }

    private var decision: String {
        if authorization.refusedBy == nil { return "allowed" }
        return authorization.decision.isExplicitDeny ? "explicitDeny" : "implicitDeny"
    }

    func render(to writer: inout OutputWriter, hasBoundary: Bool) {
        writer.text("EvalActionName", authorization.request.action)
        writer.text("EvalResourceName", authorization.request.resource)
        writer.text("EvalDecision", decision)
        writer.list("MatchedStatements", of: sources) { writer, source in
            writer.text("SourcePolicyId", source)
            writer.text("SourcePolicyType", "IAM Policy")
        }
        writer.texts("MissingContextValues", missingKeys)
        guard hasBoundary else { return }
        writer.structure("PermissionsBoundaryDecisionDetail") {
            $0.boolean("AllowedByPermissionsBoundary", authorization.allowedByBoundary)
        }
    }
}

extension PolicySet {
    /// The condition keys that the policies ask for and the request hasn't got.
    func missingKeys(in context: RequestContext) -> [String] {
        let documents = identity.map(\.document) + [boundary, resource].compactMap { $0 }
        let keys = Set(documents.flatMap(\.contextKeys))
        return keys.filter { context[$0] == nil }.sorted()
    }
}

extension PolicyDocument {
    /// The condition keys that it names, in conditions and by variables.
    var contextKeys: [String] {
        statements.flatMap { statement in
            statement.conditions.flatMap { [$0.key] + $0.variables }
                + (statement.resources?.patterns.flatMap(\.variables) ?? [])
        }
    }
}
