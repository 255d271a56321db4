/// Lists alarms in the order of their names.
struct DescribeAlarms: CloudWatchOperation {
    static let name = "DescribeAlarms"
    static let honours: Set<String> = [
        "AlarmNames.N", "AlarmNamePrefix", "AlarmTypes.N", "StateValue", "ActionPrefix", "MaxRecords",
        "NextToken",
    ]
    static let refuses: Set<String> = ["ChildrenOfAlarmName", "ParentsOfAlarmName"]
    static let mutates = false

    private let names: [String]
    private let prefix: String?
    private let types: [String]
    private let state: AlarmState?
    private let actionPrefix: String?
    private let page: ListPage

    init(_ parameters: Parameters) throws(ServiceError) {
        names = parameters.list("AlarmNames")
        prefix = parameters.optional("AlarmNamePrefix")
        guard names.isEmpty || prefix == nil else {
            throw .metricValidation("AlarmNamePrefix and AlarmNames are mutually exclusive.")
        }
        guard names.count <= 100 else { throw .invalidMetricParameter("AlarmNames has 100 members at most.") }
        types = parameters.list("AlarmTypes")
        for type in types where type != "MetricAlarm" && type != "CompositeAlarm" {
            throw parameters.invalid(type, "AlarmTypes")
        }
        state = try parameters.alarmState("StateValue")
        actionPrefix = parameters.optional("ActionPrefix")
        page = try ListPage(parameters, of: Self.name, names: .alarms, limits: 1...100, usual: 50)
    }

    func perform(
        on state: inout CloudWatchState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<AlarmView> {
        let alarms = state.alarms.values.filter(fits).sorted { $0.name < $1.name }
        return page.page(of: alarms.map { AlarmView(alarm: $0, arn: $0.arn(context)) })
    }

    private func fits(_ alarm: MetricAlarm) -> Bool {
        (types.isEmpty || types.contains("MetricAlarm")) && (names.isEmpty || names.contains(alarm.name))
            && (prefix.map(alarm.name.hasPrefix) ?? true) && (state == nil || state == alarm.condition.state)
            && (actionPrefix.map { prefix in alarm.actions.values.joined().contains { $0.hasPrefix(prefix) } }
                ?? true)
    }

    static func render(_ page: Page<AlarmView>, to writer: inout OutputWriter) {
        // There are none here.
        writer.texts("CompositeAlarms", [])
        writer.list("MetricAlarms", of: page.items) { $1.render(to: &$0) }
        writer.text("NextToken", page.nextToken)
    }
}

extension Parameters {
    /// A state's name.
    func alarmState(_ name: String) throws(ServiceError) -> AlarmState? {
        guard let text = optional(name) else { return nil }
        guard let state = AlarmState(rawValue: text) else { throw invalid(text, name) }
        return state
    }
}
