/// Something that a caller must be allowed to.
struct RequiredPermission: Sendable, Hashable {
    /// The action as policies call it, such as `iam:PassRole`; nil for that of the operation itself.
    let action: String?
    /// The ARN of what it is done to; `*` where the action knows no resources.
    let resource: String
    /// The condition keys that this call has beside those that every call has, such as `ec2:VolumeSize`.
    let keys: [String: [String]]

    init(_ action: String? = nil, on resource: String, keys: [String: [String]] = [:]) {
        self.action = action
        self.resource = resource
        self.keys = keys
    }
}
