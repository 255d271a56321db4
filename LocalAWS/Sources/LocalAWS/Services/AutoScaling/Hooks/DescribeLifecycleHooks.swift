/// Lists the hooks of a group.
struct DescribeLifecycleHooks: GroupOperation {
    static let name = "DescribeLifecycleHooks"
    static let honours: Set<String> = ["AutoScalingGroupName", "LifecycleHookNames.N"]
    static let mutates = false

    /// The hooks, and whose they are.
    struct Listing: Sendable {
        let groupName: String
        let hooks: [LifecycleHook]
    }

    let groupName: String
    private let names: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        names = parameters.list("LifecycleHookNames")
    }

    func perform(
        on state: inout RegionState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Listing {
        let hooks = try state.autoScaling.group(groupName).hooks
        return Listing(
            groupName: groupName,
            hooks: hooks.filter { names.isEmpty || names.contains($0.name) }
        )
    }

    static func render(_ listing: Listing, to xml: inout OutputWriter) {
        xml.list("LifecycleHooks", of: listing.hooks) { $1.render(of: listing.groupName, to: &$0) }
    }
}
