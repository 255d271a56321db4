/// Ends an instance of a group, which another replaces unless the group is to shrink.
struct TerminateInstanceInAutoScalingGroup: AutoScalingOperation {
    static let name = "TerminateInstanceInAutoScalingGroup"
    static let honours: Set<String> = ["InstanceId", "ShouldDecrementDesiredCapacity"]
    static let mutates = true

    private let instanceID: String
    private let shrinks: Bool

    init(_ parameters: Parameters) throws(ServiceError) {
        instanceID = try parameters.required("InstanceId")
        guard let shrinks = try parameters.boolean("ShouldDecrementDesiredCapacity") else {
            throw .missingParameter("ShouldDecrementDesiredCapacity")
        }
        self.shrinks = shrinks
    }

    func permissions(in state: RegionState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: state.autoScaling.group(of: instanceID)?.arn ?? "*")]
    }

    func perform(
        on state: inout RegionState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Activity {
        guard let group = state.autoScaling.group(of: instanceID), let member = group.members[instanceID]
        else {
            throw .instanceNotManaged(instanceID)
        }
        guard !member.state.isTerminating, !group.isDeleting else {
            throw .scalingActivityInProgress("The instance \(instanceID) is being terminated already.")
        }
        let isCapacity = member.state.isCapacity
        if shrinks, isCapacity { try checkMinimum(of: group.settings) }
        let change = shrinks && isCapacity ? ", \(group.shrinking(by: 1))" : ""
        let sentence = "instance \(instanceID) was taken out of service in response to a user request"
        guard
            let activity = state.terminate(
                member,
                of: group.name,
                because: "At \(context.now.seconds) \(sentence)\(change).",
                &context
            )
        else { throw .instanceNotManaged(instanceID) }
        if shrinks, isCapacity { state.autoScaling.update(group.name) { $0.settings.desiredCapacity -= 1 } }
        state.scheduleReconciliation(of: group, &context)
        return activity
    }

    private func checkMinimum(of settings: GroupSettings) throws(ServiceError) {
        guard settings.desiredCapacity <= settings.minimumSize else { return }
        throw .scalingValidation(
            "Currently, desiredSize equals minSize (\(settings.minimumSize)). Terminating instance without replacement "
                + "will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or "
                + "lower group's min size."
        )
    }

    static func render(_ output: Activity, to xml: inout OutputWriter) {
        xml.structure("Activity") { output.render(isGroupDeleted: false, to: &$0) }
    }
}
