/// What is done to instances needs a permission on each of them.
extension TerminateInstances {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        ids.map { state.permission(on: $0, context) }
    }
}

extension StartInstances {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        ids.map { state.permission(on: $0, context) }
    }
}

extension StopInstances {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        ids.map { state.permission(on: $0, context) }
    }
}

extension RebootInstances {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        ids.map { state.permission(on: $0, context) }
    }
}

extension ModifyInstanceAttribute {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        [state.permission(on: id, context)] + groupIDs.map { state.permission(on: $0, context) }
    }
}

extension DescribeInstanceAttribute {
    func permissions(in state: EC2State, _ context: ActionContext) -> [RequiredPermission] {
        [state.permission(on: id, context)]
    }
}
