/// Lists managed policies: the account's, AWS's, or both.
struct ListPolicies: IAMOperation {
    static let name = "ListPolicies"
    static let honours: Set<String> = IAMPageRequest.parameters.union([
        "Scope", "OnlyAttached", "PathPrefix", "PolicyUsageFilter",
    ])
    static let mutates = false

    private let scope: String
    private let onlyAttached: Bool
    private let pathPrefix: String
    private let usage: PolicyUsage
    private let page: IAMPageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        scope = parameters.optional("Scope") ?? "All"
        onlyAttached = try parameters.boolean("OnlyAttached") ?? false
        pathPrefix = IAMRules.pathPrefix(of: parameters)
        usage = try PolicyUsage(parameters)
        page = try IAMPageRequest(parameters)
        guard ["All", "AWS", "Local"].contains(scope) else {
            throw .failedValidation(
                "1 validation error detected: Value '\(scope)' at 'scope' failed to satisfy constraint: Member must "
                    + "satisfy enum value set: [All, AWS, Local]"
            )
        }
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> IAMPage<PolicyView> {
        let account = IAMAccount(context)
        let aws = IAMAccount(id: "aws", partition: account.partition)
        var views: [PolicyView] = []
        if scope != "Local" {
            views += AWSManagedPolicies.list.map { [state] in PolicyView($0, arn: $0.arn(in: aws), in: state)
            }
        }
        if scope != "AWS" {
            views += state.policies.list.map { [state] in
                PolicyView($0, arn: $0.arn(in: account), in: state)
            }
        }
        let meant = views.filter { view in
            view.policy.path.hasPrefix(pathPrefix) && (!onlyAttached || view.isAttached)
                && usage.isMeant(isAttached: view.isAttached, isBoundary: view.isBoundary)
        }
        return page.page(of: meant.sorted { Self.key($0) < Self.key($1) }, key: Self.key)
    }

    private static func key(_ view: PolicyView) -> String { "\(view.policy.name) \(view.policy.id)" }

    static func render(_ output: IAMPage<PolicyView>, to writer: inout OutputWriter) {
        writer.list("Policies", of: output.items) { $1.render(to: &$0, isListed: true) }
        writer.end(of: output)
    }
}

/// `PolicyUsageFilter`: policies that allow, or those that limit.
enum PolicyUsage: String, Sendable {
    case any = ""
    case permissions = "PermissionsPolicy"
    case boundary = "PermissionsBoundary"

    init(_ parameters: Parameters) throws(ServiceError) {
        let text = parameters.optional("PolicyUsageFilter") ?? ""
        guard let usage = PolicyUsage(rawValue: text) else {
            throw .failedValidation(
                "1 validation error detected: Value '\(text)' at 'policyUsageFilter' failed to satisfy constraint: Member "
                    + "must satisfy enum value set: [PermissionsPolicy, PermissionsBoundary]"
            )
        }
        self = usage
    }

    func isMeant(isAttached: Bool, isBoundary: Bool) -> Bool {
        switch self {
        case .any: true
        case .permissions: isAttached
        case .boundary: isBoundary
        }
    }
}

/// Lists the roles and users that have a policy.
struct ListEntitiesForPolicy: PolicyOperation {
    static let name = "ListEntitiesForPolicy"
    static let honours: Set<String> = IAMPageRequest.parameters.union([
        "PolicyArn", "EntityFilter", "PathPrefix", "PolicyUsageFilter",
    ])
    static let mutates = false

    let policyARN: String
    private let kind: String?
    private let pathPrefix: String
    private let usage: PolicyUsage
    private let page: IAMPageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        policyARN = try PolicyARN.required(parameters, "PolicyArn")
        kind = parameters.optional("EntityFilter")
        pathPrefix = IAMRules.pathPrefix(of: parameters)
        usage = try PolicyUsage(parameters)
        page = try IAMPageRequest(parameters)
    }

    /// Who has it.
    struct Holder: Sendable {
        let noun: String
        let name: String
        let id: String

        var key: String { "\(noun) \(name)" }
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> IAMPage<Holder> {
        _ = try state.requiredPolicy(policyARN)
        let holders = holders(in: state.roles) + holders(in: state.users)
        return page.page(of: holders.sorted { $0.key < $1.key }, key: \.key)
    }

    private func holders<Identity: IAMIdentity>(in table: IdentityTable<Identity>) -> [Holder] {
        guard kind == nil || kind == Identity.noun else { return [] }
        return table.list(below: pathPrefix).compactMap { identity in
            let isAttached = identity.grants.attached.contains(policyARN)
            let isBoundary = identity.grants.boundary == policyARN
            guard isAttached || isBoundary, usage.isMeant(isAttached: isAttached, isBoundary: isBoundary)
            else { return nil }
            return Holder(noun: Identity.noun, name: identity.name, id: identity.id)
        }
    }

    static func render(_ output: IAMPage<Holder>, to writer: inout OutputWriter) {
        for noun in ["Group", Role.noun, User.noun] {
            writer.list("Policy\(noun)s", of: output.items.filter { $0.noun == noun }) { writer, holder in
                writer.text("\(noun)Name", holder.name)
                writer.text("\(noun)Id", holder.id)
            }
        }
        writer.end(of: output)
    }
}
