/// Tags need a permission on each of their resources.
extension CreateTags {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        resourceIDs.map { state.permission(on: $0, context, keys: RequestTags.keys(tags)) }
    }
}

extension DeleteTags {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        let keys = criteria.isEmpty ? [:] : ["aws:TagKeys": criteria.map(\.key)]
        return resourceIDs.map { state.permission(on: $0, context, keys: keys) }
    }
}
