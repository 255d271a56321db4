/// An instance that waits for a lifecycle hook.
package struct LifecycleAction: Sendable, Equatable {
    /// How to tell which of the hook's waiting instances it is.
    package enum Subject: Sendable, Equatable {
        /// The token that came with the hook's message.
        case token(String)
        /// The instance's identifier.
        case instance(String)

        var isEmpty: Bool {
            switch self {
            case .token(let text), .instance(let text): text.isEmpty
            }
        }
    }

    /// What becomes of the instance.
    package enum Result: String, Sendable {
        /// A launch goes on; so does a termination.
        case `continue` = "CONTINUE"
        /// A launching instance is terminated; of a terminating one the other hooks are skipped.
        case abandon = "ABANDON"
    }

    /// The hook.
    package let hookName: String
    /// Its Auto Scaling group.
    package let groupName: String
    /// Which action of the hook's.
    package let subject: Subject

    /// The action of that hook.
    package init(hookName: String, groupName: String, subject: Subject) {
        self.hookName = hookName
        self.groupName = groupName
        self.subject = subject
    }
}
