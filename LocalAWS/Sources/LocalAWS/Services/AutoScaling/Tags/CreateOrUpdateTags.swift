/// Sets tags of groups.
struct CreateOrUpdateTags: AutoScalingOperation {
    static let name = "CreateOrUpdateTags"
    static let honours = GroupTagList.parameters
    static let mutates = true

    private let tags: [(groupName: String, tag: GroupTag)]

    init(_ parameters: Parameters) throws(ServiceError) {
        tags = try GroupTagList.tags(parameters)
        guard !tags.isEmpty else { throw .missingParameter("Tags") }
    }

    func permissions(in state: RegionState, _ context: ActionContext) -> [RequiredPermission] {
        tags.map { RequiredPermission(on: state.autoScaling.arn(ofGroup: $0.groupName, context)) }
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        var lists: [String: [GroupTag]] = [:]
        for (groupName, tag) in tags {
            let group = try state.autoScaling.changeableGroup(groupName)
            var list = lists[groupName] ?? group.tags
            try list.set([tag])
            lists[groupName] = list
        }
        for (groupName, list) in lists { state.autoScaling.update(groupName) { $0.tags = list } }
    }
}
