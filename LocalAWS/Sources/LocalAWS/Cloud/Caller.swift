/// Who signed a call.
struct Caller: Hashable, Sendable, Codable {
    let accountID: String
    let principal: Principal

    /// The kinds of callers there are.
    enum Principal: Hashable, Sendable, Codable {
        /// The account itself: everything is allowed.
        case root
        /// A session of a role.
        case assumedRole(name: String, id: String, session: String)
    }

    /// Whether it is the account itself.
    var isRoot: Bool { principal == .root }

    /// The caller's ARN in that partition.
    func arn(partition: String) -> String {
        switch principal {
        case .root: "arn:\(partition):iam::\(accountID):root"
        case .assumedRole(let name, _, let session):
            "arn:\(partition):sts::\(accountID):assumed-role/\(name)/\(session)"
        }
    }

    /// What GetCallerIdentity calls the user's ID.
    var userID: String {
        switch principal {
        case .root: accountID
        case .assumedRole(_, let id, let session): "\(id):\(session)"
        }
    }

    /// The caller in a line of the log.
    var logName: String {
        switch principal {
        case .root: "root"
        case .assumedRole(let name, _, let session): "\(name)/\(session)"
        }
    }
}
