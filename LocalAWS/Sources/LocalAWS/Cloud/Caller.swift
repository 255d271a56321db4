/// Who signed a call.
struct Caller: Hashable, Sendable, Codable {
    let accountID: String
    let principal: Principal
    /// What was settled when the session was opened; nil for keys that last.
    var session: SessionTerms? = nil

    /// The kinds of callers there are.
    enum Principal: Hashable, Sendable, Codable {
        /// The account itself: everything is allowed that no resource's policy denies.
        case root
        /// A session of a role.
        case assumedRole(name: String, id: String, session: String)
        /// A user, by one of the user's keys or a session of the user's.
        case user(name: String, path: String, id: String)
    }

    /// Whether it is the account itself.
    var isRoot: Bool { principal == .root }

    /// The caller's ARN in that partition.
    func arn(partition: String) -> String {
        switch principal {
        case .root: "arn:\(partition):iam::\(accountID):root"
        case .assumedRole(let name, _, let session):
            "arn:\(partition):sts::\(accountID):assumed-role/\(name)/\(session)"
        case .user(let name, let path, _): "arn:\(partition):iam::\(accountID):user\(path)\(name)"
        }
    }

    /// What GetCallerIdentity calls the user's ID.
    var userID: String {
        switch principal {
        case .root: accountID
        case .assumedRole(_, let id, let session): "\(id):\(session)"
        case .user(_, _, let id): id
        }
    }

    /// The user's name, of a user only.
    var userName: String? {
        if case .user(let name, _, _) = principal { name } else { nil }
    }

    /// The caller in a line of the log.
    var logName: String {
        switch principal {
        case .root: "root"
        case .assumedRole(let name, _, let session): "\(name)/\(session)"
        case .user(let name, _, _): "user/\(name)"
        }
    }
}
