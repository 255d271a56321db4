internal import Platform

/// What a session was opened with, besides what it stands for.
struct SessionTerms: Codable, Sendable, Hashable {
    let issueTime: Timestamp
    /// What limits it; none for a session that may do whatever its role may.
    var policies: [PolicyDocument] = []
    var tags: [Tag] = []
    var sourceIdentity: String?
    /// Whether a session of a role opened it.
    var isChained = false
}
