/// A version of a policy in an answer.
struct PolicyVersionView: Sendable {
    let version: PolicyVersionRecord
    let isDefault: Bool

    func render(to writer: inout OutputWriter, withDocument: Bool) {
        if withDocument { writer.policy("Document", version.document) }
        writer.text("VersionId", version.id)
        writer.boolean("IsDefaultVersion", isDefault)
        writer.moment("CreateDate", version.createTime)
    }
}

/// Adds a version to a policy of the account's.
struct CreatePolicyVersion: PolicyOperation {
    static let name = "CreatePolicyVersion"
    static let honours: Set<String> = ["PolicyArn", "PolicyDocument", "SetAsDefault"]
    static let mutates = true

    let policyARN: String
    private let document: PolicyDocument
    private let isDefault: Bool

    init(_ parameters: Parameters) throws(ServiceError) {
        policyARN = try PolicyARN.required(parameters, "PolicyArn")
        isDefault = try parameters.boolean("SetAsDefault") ?? false
        document = try ManagedPolicy.document(of: parameters)
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> PolicyVersionView {
        let now = context.now
        var added: PolicyVersionView?
        try state.updatePolicy(policyARN) { (policy: inout ManagedPolicy) throws(ServiceError) in
            guard policy.versions.count < ManagedPolicy.maximumVersions else {
                throw .limitExceeded(
                    "A managed policy can have up to \(ManagedPolicy.maximumVersions) versions. Before you create a new "
                        + "version, you must delete an existing version."
                )
            }
            let version = policy.addVersion(document, asDefault: isDefault, at: now)
            added = PolicyVersionView(version: version, isDefault: isDefault)
        }
        guard let added else { throw PolicyARN.notFound(policyARN) }
        return added
    }

    static func render(_ output: PolicyVersionView, to writer: inout OutputWriter) {
        writer.structure("PolicyVersion") { output.render(to: &$0, withDocument: false) }
    }
}

/// Returns what a version of a policy says.
struct GetPolicyVersion: PolicyOperation {
    static let name = "GetPolicyVersion"
    static let honours: Set<String> = ["PolicyArn", "VersionId"]
    static let mutates = false

    let policyARN: String
    private let versionID: String

    init(_ parameters: Parameters) throws(ServiceError) {
        policyARN = try PolicyARN.required(parameters, "PolicyArn")
        versionID = try parameters.required("VersionId")
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> PolicyVersionView {
        let policy = try state.requiredPolicy(policyARN)
        let version = try policy.requiredVersion(versionID, of: policyARN)
        return PolicyVersionView(version: version, isDefault: versionID == policy.defaultVersionID)
    }

    static func render(_ output: PolicyVersionView, to writer: inout OutputWriter) {
        writer.structure("PolicyVersion") { output.render(to: &$0, withDocument: true) }
    }
}

/// Lists the versions of a policy, the newest first.
struct ListPolicyVersions: PolicyOperation {
    static let name = "ListPolicyVersions"
    static let honours: Set<String> = IAMPageRequest.parameters.union(["PolicyArn"])
    static let mutates = false

    let policyARN: String
    private let page: IAMPageRequest

    init(_ parameters: Parameters) throws(ServiceError) {
        policyARN = try PolicyARN.required(parameters, "PolicyArn")
        page = try IAMPageRequest(parameters)
    }

    func perform(
        on state: inout IAMState,
        in context: inout ActionContext
    ) throws(ServiceError) -> IAMPage<PolicyVersionView> {
        let policy = try state.requiredPolicy(policyARN)
        let views = policy.versions.enumerated().reversed().map { index, version in
            (index, PolicyVersionView(version: version, isDefault: version.id == policy.defaultVersionID))
        }
        let page = page.page(of: views) { "\(99_999 - $0.0)" }
        return IAMPage(items: page.items.map(\.1), marker: page.marker)
    }

    static func render(_ output: IAMPage<PolicyVersionView>, to writer: inout OutputWriter) {
        writer.list("Versions", of: output.items) { $1.render(to: &$0, withDocument: false) }
        writer.end(of: output)
    }
}

/// Makes another version the one that counts.
struct SetDefaultPolicyVersion: PolicyOperation {
    static let name = "SetDefaultPolicyVersion"
    static let honours: Set<String> = ["PolicyArn", "VersionId"]
    static let mutates = true

    let policyARN: String
    private let versionID: String

    init(_ parameters: Parameters) throws(ServiceError) {
        policyARN = try PolicyARN.required(parameters, "PolicyArn")
        versionID = try parameters.required("VersionId")
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        let now = context.now
        try state.updatePolicy(policyARN) { (policy: inout ManagedPolicy) throws(ServiceError) in
            _ = try policy.requiredVersion(versionID, of: policyARN)
            policy.setDefault(versionID, at: now)
        }
    }
}

/// Deletes a version that doesn't count.
struct DeletePolicyVersion: PolicyOperation {
    static let name = "DeletePolicyVersion"
    static let honours: Set<String> = ["PolicyArn", "VersionId"]
    static let mutates = true

    let policyARN: String
    private let versionID: String

    init(_ parameters: Parameters) throws(ServiceError) {
        policyARN = try PolicyARN.required(parameters, "PolicyArn")
        versionID = try parameters.required("VersionId")
    }

    func perform(on state: inout IAMState, in context: inout ActionContext) throws(ServiceError) {
        let now = context.now
        try state.updatePolicy(policyARN) { (policy: inout ManagedPolicy) throws(ServiceError) in
            _ = try policy.requiredVersion(versionID, of: policyARN)
            guard versionID != policy.defaultVersionID else {
                throw ServiceError(
                    "DeleteConflict",
                    "Cannot delete the default version of a policy.",
                    status: 409
                )
            }
            policy.removeVersion(versionID, at: now)
        }
    }
}

extension ManagedPolicy {
    fileprivate func requiredVersion(
        _ id: String,
        of arn: String
    ) throws(ServiceError) -> PolicyVersionRecord {
        guard let version = version(id) else {
            throw .noSuchEntity("Policy \(arn) version \(id) does not exist or is not attachable.")
        }
        return version
    }
}
