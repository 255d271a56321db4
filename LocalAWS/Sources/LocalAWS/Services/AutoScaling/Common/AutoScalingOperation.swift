/// An action of Auto Scaling. Groups launch and end instances, so that the whole region is theirs to work on; what they
/// send elsewhere goes by the agenda.
protocol AutoScalingOperation: Operation where State == RegionState {}

extension AutoScalingOperation {
    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout RegionState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try cloud.withRegion(region, body)
    }
}

/// An action on one group.
protocol GroupOperation: AutoScalingOperation {
    var groupName: String { get }
}

extension GroupOperation {
    func permissions(in state: RegionState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: state.autoScaling.arn(ofGroup: groupName, context))]
    }
}

/// An action on one group that sends a message at once, to see whether it can be sent.
protocol SendingGroupOperation: Operation where State == CloudState {
    var groupName: String { get }
}

extension SendingGroupOperation {
    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout CloudState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try body(&cloud)
    }

    func permissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] {
        groupPermissions(in: state, context)
    }

    /// What the caller must be allowed on the group itself.
    func groupPermissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] {
        let arn =
            state.regions[context.region.name]?.autoScaling.arn(ofGroup: groupName, context) ?? "*"
        return [RequiredPermission(on: arn)]
    }
}
