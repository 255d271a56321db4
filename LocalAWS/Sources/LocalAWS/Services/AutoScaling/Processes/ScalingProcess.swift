/// What a group does of itself, and may be told not to do.
enum ScalingProcess: String, Codable, Sendable, CaseIterable, CodingKeyRepresentable {
    case launch = "Launch"
    case terminate = "Terminate"
    case addToLoadBalancer = "AddToLoadBalancer"
    case alarmNotification = "AlarmNotification"
    case rebalanceZones = "AZRebalance"
    case healthCheck = "HealthCheck"
    case instanceRefresh = "InstanceRefresh"
    case replaceUnhealthy = "ReplaceUnhealthy"
    case scheduledActions = "ScheduledActions"
}

/// The processes that a call names: all, when it names none.
struct ScalingProcesses: Sendable {
    /// The names of the parameters, for tables of actions.
    static let parameters: Set<String> = ["AutoScalingGroupName", "ScalingProcesses.N"]

    let groupName: String
    let processes: [ScalingProcess]

    init(_ parameters: Parameters) throws(ServiceError) {
        groupName = try parameters.required("AutoScalingGroupName")
        var processes: [ScalingProcess] = []
        for name in parameters.list("ScalingProcesses") {
            guard let process = ScalingProcess(rawValue: name) else {
                throw .scalingValidation("The scaling process \(name) is not valid.")
            }
            processes.append(process)
        }
        self.processes = processes.isEmpty ? ScalingProcess.allCases : processes
    }
}
