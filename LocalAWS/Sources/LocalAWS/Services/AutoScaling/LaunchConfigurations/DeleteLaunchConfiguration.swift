/// Deletes a launch configuration that no group uses.
struct DeleteLaunchConfiguration: AutoScalingOperation {
    static let name = "DeleteLaunchConfiguration"
    static let honours: Set<String> = ["LaunchConfigurationName"]
    static let mutates = true

    private let configurationName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        configurationName = try parameters.required("LaunchConfigurationName")
    }

    func permissions(in state: RegionState, _ context: ActionContext) -> [RequiredPermission] {
        let known = state.autoScaling.launchConfigurations[configurationName]?.arn
        return [
            RequiredPermission(on: known ?? LaunchConfigurationName.arn(configurationName, id: "*", context))
        ]
    }

    func perform(on state: inout RegionState, in context: inout ActionContext) throws(ServiceError) {
        guard state.autoScaling.launchConfigurations[configurationName] != nil else {
            throw .launchConfigurationNotFound(configurationName)
        }
        let source = LaunchSource.configuration(configurationName)
        if let user = state.autoScaling.groupList.first(where: { $0.settings.source == source }) {
            throw .scalingResourceInUse(
                "Cannot delete launch configuration \(configurationName) because it is attached to AutoScalingGroup "
                    + user.name
            )
        }
        state.autoScaling.launchConfigurations[configurationName] = nil
    }
}
