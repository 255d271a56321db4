/// What one message means to the function.
package enum Meaning: Sendable, Equatable {
    /// An instance was launched: its volumes are to be snapshotted.
    case launch(Launch)
    /// A lifecycle hook holds an instance until its action is completed.
    case lifecycleAction(LifecycleAction)
    /// Nothing is to be done, and that is as it should be: a test, an error, a termination, a foreign message.
    case nothing(reason: String)
    /// It begins as a JSON object does, and isn't JSON: nothing can be done, and somebody may want to know.
    case unreadable(reason: String)
    /// It says that an instance was launched, and doesn't say which: nothing can be done, and somebody must know.
    case unusable(reason: String)
}

/// A lifecycle hook's message.
package struct LifecycleAction: Sendable, Equatable {
    /// Which way the instance is going.
    package enum Transition: String, Sendable {
        case launching = "autoscaling:EC2_INSTANCE_LAUNCHING"
        case terminating = "autoscaling:EC2_INSTANCE_TERMINATING"
    }

    /// Which way the instance is going.
    package let transition: Transition
    /// The instance that waits.
    package let instanceID: InstanceID
    /// The group, by whose name the action is completed.
    package let groupName: String
    /// The hook, by whose name the action is completed.
    package let hookName: String
    /// Completes this one action; worth keeping out of logs.
    package let token: String?
}
