internal import Platform

/// What an instance is held for: a hook, for this time.
struct LifecycleAction: Codable, Sendable {
    /// The hook as it was when the instance came to it.
    let hook: LifecycleHook
    let token: String
    /// When it ends without a sign of life.
    private(set) var deadline: Timestamp
    /// When it ends in any case.
    private let lastDeadline: Timestamp

    init(_ hook: LifecycleHook, token: String, at now: Timestamp) {
        self.hook = hook
        self.token = token
        lastDeadline = now + .seconds(hook.globalTimeout)
        deadline = min(now + .seconds(hook.heartbeatTimeout), lastDeadline)
    }

    /// Begins the time without a sign of life anew.
    mutating func beat(at now: Timestamp) {
        deadline = min(now + .seconds(hook.heartbeatTimeout), lastDeadline)
    }
}
