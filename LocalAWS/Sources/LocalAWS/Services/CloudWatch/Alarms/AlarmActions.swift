/// Lets alarms act again.
struct EnableAlarmActions: CloudWatchOperation {
    static let name = "EnableAlarmActions"
    static let honours: Set<String> = ["AlarmNames.N"]
    static let mutates = true

    private let names: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        names = try parameters.alarmNames()
    }

    func permissions(in state: CloudWatchState, _ context: ActionContext) -> [RequiredPermission] {
        names.map { RequiredPermission(on: context.arn("cloudwatch", "alarm:\($0)")) }
    }

    func perform(on state: inout CloudWatchState, in context: inout ActionContext) throws(ServiceError) {
        for name in names { state.updateAlarm(name) { $0.areActionsEnabled = true } }
    }
}

/// Keeps alarms from acting.
struct DisableAlarmActions: CloudWatchOperation {
    static let name = "DisableAlarmActions"
    static let honours: Set<String> = ["AlarmNames.N"]
    static let mutates = true

    private let names: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        names = try parameters.alarmNames()
    }

    func permissions(in state: CloudWatchState, _ context: ActionContext) -> [RequiredPermission] {
        names.map { RequiredPermission(on: context.arn("cloudwatch", "alarm:\($0)")) }
    }

    func perform(on state: inout CloudWatchState, in context: inout ActionContext) throws(ServiceError) {
        for name in names { state.updateAlarm(name) { $0.areActionsEnabled = false } }
    }
}

/// Deletes alarms: all of them, or, if one isn't there, none.
struct DeleteAlarms: CloudWatchOperation {
    static let name = "DeleteAlarms"
    static let honours: Set<String> = ["AlarmNames.N"]
    static let mutates = true

    private let names: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        names = try parameters.alarmNames()
    }

    func permissions(in state: CloudWatchState, _ context: ActionContext) -> [RequiredPermission] {
        names.map { RequiredPermission(on: context.arn("cloudwatch", "alarm:\($0)")) }
    }

    func perform(on state: inout CloudWatchState, in context: inout ActionContext) throws(ServiceError) {
        for name in names where state.alarms[name] == nil { throw .unknownAlarm(name) }
        for name in names {
            state.removeAlarm(name)
            state.note(.configuration(name, "deleted", at: context.now))
        }
    }
}

extension Parameters {
    fileprivate func alarmNames() throws(ServiceError) -> [String] {
        let names = list("AlarmNames")
        guard !names.isEmpty else { throw .missingParameter("AlarmNames") }
        guard names.count <= 100 else { throw .invalidMetricParameter("AlarmNames has 100 members at most.") }
        return names
    }
}
