internal import Platform

/// What gives an instance a role.
struct IAMInstanceProfile: NamedEntity {
    let name: String
    let path: String
    /// `AIPA` and 17 letters and digits.
    let id: String
    let createTime: Timestamp
    let tags: TagList
    /// It has one role or none.
    var roleName: String?

    func arn(in account: IAMAccount) -> String { account.arn("instance-profile", path + name) }
}

extension IAMState {
    func instanceProfile(_ name: String) throws(ServiceError) -> IAMInstanceProfile {
        guard let profile = instanceProfiles[name] else {
            throw .noSuchEntity("Instance Profile \(name) cannot be found.")
        }
        return profile
    }

    /// The instance profile with that ARN.
    func instanceProfile(arn: String, in account: IAMAccount) -> IAMInstanceProfile? {
        guard let name = arn.split(separator: "/").last, let profile = instanceProfiles[String(name)],
            profile.arn(in: account) == arn
        else { return nil }
        return profile
    }
}

/// An instance profile in an answer, with its role.
struct InstanceProfileView: Sendable {
    let profile: IAMInstanceProfile
    private let role: Role?
    private let account: IAMAccount

    init(_ profile: IAMInstanceProfile, in state: IAMState, _ context: ActionContext) {
        self.profile = profile
        role = profile.roleName.flatMap { state.roles[$0] }
        account = IAMAccount(context)
    }

    func render(to writer: inout OutputWriter) {
        writer.text("Path", profile.path)
        writer.text("InstanceProfileName", profile.name)
        writer.text("InstanceProfileId", profile.id)
        writer.text("Arn", profile.arn(in: account))
        writer.moment("CreateDate", profile.createTime)
        writer.list("Roles", of: [role].compactMap { $0 }) { $1.render(to: &$0, isListed: true, in: account) }
        if !profile.tags.isEmpty { writer.tags(profile.tags) }
    }
}
