extension CreateLaunchTemplate {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        context.permissionsToMake("launch-template", by: Self.name, tags: tags, keys: [:])
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
    /// On the template; when there is none of that name, on any.
    fileprivate func permission(in state: EC2State, _ context: ActionContext) -> RequiredPermission {
        let known = id ?? (try? template(in: state))?.id
        guard let known else { return RequiredPermission(on: EC2ARN.of("launch-template", "*", context)) }
        return state.permission(on: known, context)
    }
}
