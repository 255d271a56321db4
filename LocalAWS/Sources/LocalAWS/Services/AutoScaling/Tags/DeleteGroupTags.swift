/// Removes tags of groups: those with a key, or with a key and a value.
struct DeleteGroupTags: AutoScalingOperation {
    static let name = "DeleteTags"
    static let honours = GroupTagList.parameters
    static let mutates = true

    private struct Criterion {
        let groupName: String
        let key: String
        /// Nil when the value doesn't matter.
        let value: String?
    }

    private let criteria: [Criterion]

    init(_ parameters: Parameters) throws(ServiceError) {
        var criteria: [Criterion] = []
        for member in parameters.structures("Tags") {
            _ = member.optional("ResourceType")
            _ = try member.boolean("PropagateAtLaunch")
            criteria.append(
                Criterion(
                    groupName: try member.required("ResourceId"),
                    key: try member.required("Key"),
                    value: member.optional("Value")
                )
            )
        }
        guard !criteria.isEmpty else { throw .missingParameter("Tags") }
        self.criteria = criteria
    }

    func permissions(in state: RegionState, _ context: ActionContext) -> [RequiredPermission] {
        criteria.map { RequiredPermission(on: state.autoScaling.arn(ofGroup: $0.groupName, context)) }
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        for criterion in criteria { _ = try state.autoScaling.group(criterion.groupName) }
        for criterion in criteria {
            state.autoScaling.update(criterion.groupName) { group in
                group.tags.removeAll {
                    $0.key == criterion.key && (criterion.value ?? $0.value) == $0.value
                }
            }
        }
    }
}
