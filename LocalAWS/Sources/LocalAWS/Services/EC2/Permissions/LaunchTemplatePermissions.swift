/// What is done to a launch template needs a permission on it.
extension CreateLaunchTemplate {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        let keys = ["ec2:Region": [context.region.name]]
        return context.permissionsToMake("launch-template", by: Self.name, tags: tags, keys: keys)
    }
}

extension CreateLaunchTemplateVersion {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        [target.permission(in: state, context)]
    }
}

extension ModifyLaunchTemplate {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        [target.permission(in: state, context)]
    }
}

extension DeleteLaunchTemplate {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        [target.permission(in: state, context)]
    }
}

extension DeleteLaunchTemplateVersions {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        [target.permission(in: state, context)]
    }
}

extension LaunchTemplateTarget {
    /// The permission on the template, which need not be there.
    fileprivate func permission(in state: EC2State, _ context: ActionContext) -> RequiredPermission {
        let id = id ?? (try? template(in: state).id)
        return state.permission(on: id ?? "lt-*", context)
    }
}
