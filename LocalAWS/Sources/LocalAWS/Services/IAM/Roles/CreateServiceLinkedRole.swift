/// Makes the role by which a service acts in the account.
struct CreateServiceLinkedRole: IAMOperation {
    static let name = "CreateServiceLinkedRole"
    static let honours: Set<String> = ["AWSServiceName", "Description", "CustomSuffix"]
    static let mutates = true

    private let linked: ServiceLinkedRole
    private let description: String?
    private let suffix: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        let service = try parameters.required("AWSServiceName")
        description = try IAMRules.description(of: parameters)
        suffix = parameters.optional("CustomSuffix")
        if let suffix { try IAMRules.checkName(suffix, "CustomSuffix", maximumLength: 64) }
        guard let linked = ServiceLinkedRole(service: service) else {
            throw .invalidInput("Service linked roles cannot be created for \(service) here.")
        }
        self.linked = linked
    }

    func permissions(in state: IAMState, _ context: ActionContext) -> [RequiredPermission] {
        [
            RequiredPermission(
                on: linked.arn(in: IAMAccount(context), suffix: suffix),
                keys: ["iam:AWSServiceName": [linked.service]]
            )
        ]
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> IdentityView<Role> {
        let name = linked.name(suffix: suffix)
        guard state.roles[name] == nil else {
            throw .invalidInput(
                "Service role name \(name) has been taken in this account, please try a different suffix."
            )
        }
        let role = try state.makeServiceLinkedRole(linked, suffix: suffix, description: description, &context)
        return IdentityView(role, context)
    }

    static func render(_ output: IdentityView<Role>, to writer: inout OutputWriter) {
        output.render(to: &writer)
    }
}

/// The role of a service: its name and what it may do are the service's choice.
struct ServiceLinkedRole: Sendable {
    /// `autoscaling.amazonaws.com`
    let service: String
    private let baseName: String
    private let policyName: String?

    /// Nil for a service that has none here.
    init?(service: String) {
        guard let (name, policy) = Self.known[service] else { return nil }
        self.service = service
        baseName = "AWSServiceRoleFor\(name)"
        policyName = policy
    }

    private static let known: [String: (name: String, policy: String?)] = [
        "autoscaling.amazonaws.com": ("AutoScaling", "AutoScalingServiceRolePolicy"),
        "ec2.amazonaws.com": ("EC2", nil),
        "events.amazonaws.com": ("CloudWatchEvents", nil),
        "elasticloadbalancing.amazonaws.com": ("ElasticLoadBalancing", nil),
        "spot.amazonaws.com": ("EC2Spot", nil),
    ]

    var path: String { "/aws-service-role/\(service)/" }

    func name(suffix: String? = nil) -> String { suffix.map { "\(baseName)_\($0)" } ?? baseName }

    func arn(in account: IAMAccount, suffix: String? = nil) -> String {
        account.arn("role", path + name(suffix: suffix))
    }

    /// The service, and nobody else, may become it.
    func trustPolicy() throws(ServiceError) -> PolicyDocument {
        let statement: Document = [
            "Effect": "Allow", "Principal": ["Service": .text(service)], "Action": "sts:AssumeRole",
        ]
        let document: Document = ["Version": "2012-10-17", "Statement": [statement]]
        return try PolicyDocument(checking: document.json, as: .trust)
    }

    fileprivate var attachedPolicies: [String] {
        policyName.map { ["arn:aws:iam::aws:policy/aws-service-role/\($0)"] } ?? []
    }
}

extension IAMState {
    /// The role of a service, which is made when it is first needed.
    mutating func serviceLinkedRole(
        for service: String,
        _ context: inout ActionContext
    ) throws(ServiceError) -> Role {
        guard let linked = ServiceLinkedRole(service: service) else {
            throw .invalidInput("Service linked roles cannot be created for \(service) here.")
        }
        if let role = roles[linked.name()] { return role }
        return try makeServiceLinkedRole(linked, suffix: nil, description: nil, &context)
    }

    fileprivate mutating func makeServiceLinkedRole(
        _ linked: ServiceLinkedRole,
        suffix: String?,
        description: String?,
        _ context: inout ActionContext
    ) throws(ServiceError) -> Role {
        var role = Role(
            name: linked.name(suffix: suffix),
            path: linked.path,
            id: context.identifiers.uniqueID("AROA"),
            createTime: context.now,
            trustPolicy: try linked.trustPolicy(),
            description: description,
            maximumSessionSeconds: SessionDuration.standardMaximum,
            tags: TagList()
        )
        role.grants.attached = linked.attachedPolicies
        roles[role.name] = role
        context.note("iam", "role \(role.name) created for \(linked.service)")
        return role
    }
}
