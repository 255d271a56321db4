/// What is done to alarms that a call names.
protocol AlarmsOperation: CloudWatchOperation where Output == Void {
    var names: [String] { get }
    init(names: [String])
}

extension AlarmsOperation {
    static var honours: Set<String> { ["AlarmNames.N"] }
    static var mutates: Bool { true }

    init(_ parameters: Parameters) throws(ServiceError) {
        let names = parameters.list("AlarmNames")
        guard !names.isEmpty else { throw .missingParameter("AlarmNames") }
        guard names.count <= 100 else { throw .invalidMetricParameter("AlarmNames has 100 members at most.") }
        self.init(names: names)
    }

    func permissions(in state: CloudWatchState, _ context: ActionContext) -> [RequiredPermission] {
        names.map { RequiredPermission(on: context.arn("cloudwatch", "alarm:\($0)")) }
    }
}

/// Lets alarms act again.
struct EnableAlarmActions: AlarmsOperation {
    static let name = "EnableAlarmActions"
    let names: [String]

    func perform(on state: inout CloudWatchState, in context: inout ActionContext) throws(ServiceError) {
        for name in names { state.updateAlarm(name) { $0.areActionsEnabled = true } }
    }
}

/// Keeps alarms from acting.
struct DisableAlarmActions: AlarmsOperation {
    static let name = "DisableAlarmActions"
    let names: [String]

    func perform(on state: inout CloudWatchState, in context: inout ActionContext) throws(ServiceError) {
        for name in names { state.updateAlarm(name) { $0.areActionsEnabled = false } }
    }
}

/// Deletes alarms: all of them, or, if one isn't there, none.
struct DeleteAlarms: AlarmsOperation {
    static let name = "DeleteAlarms"
    let names: [String]

    func perform(on state: inout CloudWatchState, in context: inout ActionContext) throws(ServiceError) {
        for name in names where state.alarms[name] == nil { throw .unknownAlarm(name) }
        for name in names {
            state.removeAlarm(name)
            state.note(.configuration(name, "deleted", at: context.now))
        }
    }
}
