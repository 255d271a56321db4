/// An action about one managed policy.
protocol PolicyOperation: IAMOperation {
    var policyARN: String { get }
    /// The condition keys of the call.
    var requestKeys: [String: [String]] { get }
}

extension PolicyOperation {
    var requestKeys: [String: [String]] { [:] }

    func permissions(in state: IAMState, _ context: ActionContext) -> [RequiredPermission] {
        var keys = requestKeys
        for tag in state.policy(policyARN)?.tags ?? TagList() {
            keys["aws:ResourceTag/\(tag.key)"] = [tag.value]
            keys["iam:ResourceTag/\(tag.key)"] = [tag.value]
        }
        return [RequiredPermission(on: policyARN, keys: keys)]
    }
}

/// Makes a managed policy.
struct CreatePolicy: IAMOperation {
    static let name = "CreatePolicy"
    static let honours: Set<String> = IAMTags.parameters.union([
        "PolicyName", "Path", "PolicyDocument", "Description",
    ])
    static let mutates = true

    private let policyName: String
    private let path: String
    private let document: PolicyDocument
    private let description: String?
    private let tags: [Tag]

    init(_ parameters: Parameters) throws(ServiceError) {
        policyName = try IAMRules.name("PolicyName", of: parameters, maximumLength: 128)
        path = try IAMRules.path(of: parameters)
        document = try ManagedPolicy.document(of: parameters)
        description = try IAMRules.description(of: parameters)
        tags = try IAMTags.list(parameters)
        try IAMTags.checkCount(TagList(tags))
    }

    func permissions(in state: IAMState, _ context: ActionContext) -> [RequiredPermission] {
        let arn = IAMAccount(context).arn("policy", path + policyName)
        let keys = IAMTags.keys(tags)
        let tagging = tags.isEmpty ? [] : [RequiredPermission("iam:TagPolicy", on: arn, keys: keys)]
        return [RequiredPermission(on: arn, keys: keys)] + tagging
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> PolicyView {
        guard state.policies[policyName] == nil else {
            throw .entityAlreadyExists(
                "A policy called \(policyName) already exists. Duplicate names are not allowed."
            )
        }
        let policy = ManagedPolicy(
            name: policyName,
            path: path,
            id: context.identifiers.uniqueID("ANPA"),
            description: description,
            document: document,
            tags: TagList(tags),
            createTime: context.now
        )
        state.policies[policyName] = policy
        return PolicyView(policy, arn: policy.arn(in: IAMAccount(context)), in: state)
    }

    static func render(_ output: PolicyView, to writer: inout OutputWriter) {
        writer.structure("Policy") { output.render(to: &$0, isListed: false) }
    }
}

/// Describes a managed policy, without what it says.
struct GetPolicy: PolicyOperation {
    static let name = "GetPolicy"
    static let honours: Set<String> = ["PolicyArn"]
    static let mutates = false

    let policyARN: String

    init(_ parameters: Parameters) throws(ServiceError) {
        policyARN = try PolicyARN.required(parameters, "PolicyArn")
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> PolicyView {
        PolicyView(try state.requiredPolicy(policyARN), arn: policyARN, in: state)
    }

    static func render(_ output: PolicyView, to writer: inout OutputWriter) {
        writer.structure("Policy") { output.render(to: &$0, isListed: false) }
    }
}

/// Deletes a policy of the account's that nobody has any more.
struct DeletePolicy: PolicyOperation {
    static let name = "DeletePolicy"
    static let honours: Set<String> = ["PolicyArn"]
    static let mutates = true

    let policyARN: String

    init(_ parameters: Parameters) throws(ServiceError) {
        policyARN = try PolicyARN.required(parameters, "PolicyArn")
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        let uses = state.uses(of: policyARN)
        var name = ""
        try state.updatePolicy(policyARN) { (policy: inout ManagedPolicy) throws(ServiceError) in
            guard uses == (0, 0) else {
                throw ServiceError(
                    "DeleteConflict",
                    "Cannot delete a policy attached to entities.",
                    status: 409
                )
            }
            guard policy.versions.count == 1 else {
                throw ServiceError(
                    "DeleteConflict",
                    "This policy has more than one version. Before you delete a policy, you must delete the policy's "
                        + "versions. The default version is deleted with the policy.",
                    status: 409
                )
            }
            name = policy.name
        }
        state.policies[name] = nil
    }
}

extension ManagedPolicy {
    private static let maximumCharacters = 6_144

    /// The `PolicyDocument` of a call.
    static func document(of parameters: Parameters) throws(ServiceError) -> PolicyDocument {
        let document = try PolicyDocument(parameters, "PolicyDocument", as: .identity)
        guard document.version == .of2012 else {
            throw .malformedPolicy(
                PolicyError("Policy document must be version 2012-10-17 or greater.")
            )
        }
        guard document.countedCharacters <= maximumCharacters else {
            throw .limitExceeded("Cannot exceed quota for PolicySize: \(maximumCharacters)")
        }
        return document
    }
}

/// A managed policy in an answer.
struct PolicyView: Sendable {
    let policy: ManagedPolicy
    private let arn: String
    private let attachments: Int
    private let boundaries: Int

    init(_ policy: ManagedPolicy, arn: String, in state: IAMState) {
        self.policy = policy
        self.arn = arn
        (attachments, boundaries) = state.uses(of: arn)
    }

    var isAttached: Bool { attachments > 0 }
    var isBoundary: Bool { boundaries > 0 }

    func render(to writer: inout OutputWriter, isListed: Bool) {
        writer.text("PolicyName", policy.name)
        writer.text("PolicyId", policy.id)
        writer.text("Arn", arn)
        writer.text("Path", policy.path)
        writer.text("DefaultVersionId", policy.defaultVersionID)
        writer.number("AttachmentCount", attachments)
        writer.number("PermissionsBoundaryUsageCount", boundaries)
        writer.boolean("IsAttachable", true)
        writer.moment("CreateDate", policy.createTime)
        writer.moment("UpdateDate", policy.updateTime)
        guard !isListed else { return }
        writer.text("Description", policy.description)
        if !policy.tags.isEmpty { writer.tags(policy.tags) }
    }
}
