/// Has an alarm become something until it is evaluated next, with all that comes of it.
struct SetAlarmState: Operation {
    static let name = "SetAlarmState"
    static let honours: Set<String> = ["AlarmName", "StateValue", "StateReason", "StateReasonData"]
    static let mutates = true

    private let alarmName: String
    private let state: AlarmState
    private let reason: String
    private let reasonData: String?

    init(_ parameters: Parameters) throws(ServiceError) {
        alarmName = try parameters.required("AlarmName")
        guard let state = try parameters.alarmState("StateValue") else {
            throw .missingParameter("StateValue")
        }
        self.state = state
        guard let reason = parameters.text("StateReason") else { throw .missingParameter("StateReason") }
        self.reason = reason
        reasonData = parameters.optional("StateReasonData")
        if let reasonData, (try? Document(json: reasonData)) == nil {
            throw ServiceError("InvalidFormat", "StateReasonData was not a valid JSON format.")
        }
    }

    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout CloudState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try body(&cloud)
    }

    func permissions(in state: CloudState, _ context: ActionContext) -> [RequiredPermission] {
        [RequiredPermission(on: context.arn("cloudwatch", "alarm:\(alarmName)"))]
    }

    func perform(on cloud: inout CloudState, in context: inout ActionContext) throws(ServiceError) {
        guard let alarm = cloud.withRegion(context.region, { $0.cloudWatch.alarms[alarmName] }) else {
            throw .unknownAlarm(alarmName)
        }
        let condition = AlarmCondition(
            state: state,
            reason: reason,
            reasonData: reasonData,
            time: context.now
        )
        if alarm.condition.state == state {
            cloud.withRegion(context.region) {
                $0.cloudWatch.updateAlarm(alarmName) { $0.condition = condition }
            }
        } else {
            cloud.carryOut(AlarmTransition(alarm: alarm, condition: condition), &context)
        }
        cloud.withRegion(context.region) { $0.cloudWatch.expectEvaluation(&context) }
    }
}

extension ServiceError {
    static func unknownAlarm(_ name: String) -> ServiceError {
        ServiceError("ResourceNotFound", "Unknown alarm \(name)", status: 404)
    }
}
