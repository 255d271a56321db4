/// What IAM holds, for the whole account.
struct IAMState: Codable, Sendable {
    var roles = IdentityTable<Role>()
    var users = IdentityTable<User>()
    /// The account's own policies; AWS's are in `AWSManagedPolicies`.
    var policies = NamedTable<ManagedPolicy>()
    var instanceProfiles = NamedTable<IAMInstanceProfile>()
}

/// An action of IAM.
protocol IAMOperation: Operation where State == IAMState {}

extension IAMOperation {
    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout IAMState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try body(&cloud.iam)
    }
}
