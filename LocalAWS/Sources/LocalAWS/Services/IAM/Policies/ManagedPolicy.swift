internal import Platform

/// A policy that stands for itself and can be attached to many.
struct ManagedPolicy: NamedEntity {
    let name: String
    let path: String
    /// `ANPA` and 17 letters and digits.
    let id: String
    let description: String?
    let createTime: Timestamp
    var updateTime: Timestamp
    var tags: TagList
    /// Oldest first, never none.
    private(set) var versions: [PolicyVersionRecord]
    private(set) var defaultVersionID: String
    private var lastNumber = 1

    static let maximumVersions = 5

    init(
        name: String,
        path: String,
        id: String,
        description: String?,
        document: PolicyDocument,
        tags: TagList = TagList(),
        createTime: Timestamp
    ) {
        self.name = name
        self.path = path
        self.id = id
        self.description = description
        self.tags = tags
        self.createTime = createTime
        updateTime = createTime
        versions = [PolicyVersionRecord(id: "v1", document: document, createTime: createTime)]
        defaultVersionID = "v1"
    }

    func arn(in account: IAMAccount) -> String { account.arn("policy", path + name) }

    func version(_ id: String) -> PolicyVersionRecord? { versions.first { $0.id == id } }

    /// What it says: its default version.
    var document: PolicyDocument? { version(defaultVersionID)?.document }

    mutating func addVersion(
        _ document: PolicyDocument,
        asDefault: Bool,
        at now: Timestamp
    ) -> PolicyVersionRecord {
        lastNumber += 1
        let version = PolicyVersionRecord(id: "v\(lastNumber)", document: document, createTime: now)
        versions.append(version)
        updateTime = now
        if asDefault { defaultVersionID = version.id }
        return version
    }

    mutating func setDefault(_ id: String, at now: Timestamp) {
        defaultVersionID = id
        updateTime = now
    }

    mutating func removeVersion(_ id: String, at now: Timestamp) {
        versions.removeAll { $0.id == id }
        updateTime = now
    }
}

/// A version of a policy.
struct PolicyVersionRecord: Codable, Sendable, Hashable {
    let id: String
    let document: PolicyDocument
    let createTime: Timestamp
}

/// The ARNs of managed policies.
enum PolicyARN {
    static func required(_ parameters: Parameters, _ name: String) throws(ServiceError) -> String {
        let arn = try parameters.required(name)
        try check(arn)
        return arn
    }

    static func check(_ text: String) throws(ServiceError) {
        guard let arn = ARN(text), arn.service == "iam", arn.resource.hasPrefix("policy/") else {
            throw .invalidInput("ARN \(text) is not valid.")
        }
    }

    static func notFound(_ arn: String) -> ServiceError {
        .noSuchEntity("Policy \(arn) was not found.")
    }

    static func notAttachable(_ arn: String) -> ServiceError {
        .noSuchEntity("Policy \(arn) does not exist or is not attachable.")
    }

    static func isForServiceLinkedRoles(_ arn: String) -> Bool {
        arn.contains(":policy/aws-service-role/")
    }
}

extension IAMState {
    /// The policy with that ARN, be it the account's or AWS's.
    func policy(_ text: String) -> ManagedPolicy? {
        guard let arn = ARN(text), arn.resource.hasPrefix("policy/") else { return nil }
        let pathAndName = arn.resource.dropFirst("policy".count)
        if arn.accountID == "aws" { return AWSManagedPolicies.policy(String(pathAndName)) }
        guard let name = pathAndName.split(separator: "/").last, let policy = policies[String(name)],
            policy.path + policy.name == pathAndName
        else { return nil }
        return policy
    }

    /// The same, or IAM's refusal.
    func requiredPolicy(_ arn: String) throws(ServiceError) -> ManagedPolicy {
        guard let policy = policy(arn) else { throw PolicyARN.notFound(arn) }
        return policy
    }

    /// Changes a policy of the account's; AWS's can't be changed.
    mutating func updatePolicy(
        _ arn: String,
        _ change: (inout ManagedPolicy) throws(ServiceError) -> Void
    ) throws(ServiceError) {
        var policy = try requiredPolicy(arn)
        guard ARN(arn)?.accountID != "aws" else {
            throw ServiceError(
                "AccessDenied",
                "Policies of AWS can't be changed: \(arn)",
                status: 403
            )
        }
        try change(&policy)
        policies[policy.name] = policy
    }

    /// How many roles and users have it, and how many are limited by it.
    func uses(of arn: String) -> (attachments: Int, boundaries: Int) {
        let grants = roles.list.map(\.grants) + users.list.map(\.grants)
        return (
            grants.count { $0.attached.contains(arn) },
            grants.count { $0.boundary == arn }
        )
    }
}
