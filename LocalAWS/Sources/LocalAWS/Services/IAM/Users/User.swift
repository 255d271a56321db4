internal import Platform

/// A user: somebody with keys that last.
struct User: IAMIdentity {
    let name: String
    let path: String
    /// `AIDA` and 17 letters and digits.
    let id: String
    let createTime: Timestamp
    var tags: TagList
    var grants = IdentityGrants()
    /// What the user's calls are signed with; the secrets are with the account's keys.
    var accessKeys: [UserAccessKey] = []

    static let noun = "User"
    static let maximumInlineCharacters = 2_048
    static var table: WritableKeyPath<IAMState, IdentityTable<User>> { \.users }

    func render(to writer: inout OutputWriter, isListed: Bool, in account: IAMAccount) {
        writer.text("Path", path)
        writer.text("UserName", name)
        writer.text("UserId", id)
        writer.text("Arn", arn(in: account))
        writer.moment("CreateDate", createTime)
        guard !isListed else { return }
        writer.permissionsBoundary(grants.boundary)
        if !tags.isEmpty { writer.tags(tags) }
    }
}

/// A user's key, apart from its secret.
struct UserAccessKey: Codable, Sendable, Hashable {
    /// `AKIA` and 16 letters and digits.
    let id: String
    let createTime: Timestamp
    var isActive = true

    var status: String { isActive ? "Active" : "Inactive" }
}
