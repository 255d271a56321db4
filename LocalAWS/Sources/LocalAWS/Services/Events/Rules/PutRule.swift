/// Makes a rule, or changes all of one but its targets and tags.
struct PutRule: EventsOperation {
    static let name = "PutRule"
    static let honours: Set<String> = [
        "Name", "ScheduleExpression", "EventPattern", "State", "Description", "RoleArn", "Tags.N.Key",
        "Tags.N.Value",
        "EventBusName",
    ]
    static let mutates = true

    private static let maximumRules = 300

    private let ruleName: String
    private let description: String?
    private let roleARN: String?
    private let pattern: (text: String, pattern: EventPattern)?
    private let schedule: String?
    private let isEnabled: Bool
    private let tags: TagList

    init(_ parameters: Parameters) throws(ServiceError) {
        ruleName = try parameters.ruleName("Name")
        try parameters.checkBus()
        description = parameters.optional("Description")
        roleARN = parameters.optional("RoleArn")
        pattern = try parameters.eventPattern()
        schedule = parameters.optional("ScheduleExpression")
        if let schedule, ScheduleExpression(schedule) == nil {
            throw .invalidRule("Parameter ScheduleExpression is not valid.")
        }
        guard pattern != nil || schedule != nil else {
            throw .invalidRule("Parameter(s) EventPattern or ScheduleExpression must be specified.")
        }
        switch parameters.optional("State") ?? "ENABLED" {
        case "ENABLED": isEnabled = true
        case "DISABLED": isEnabled = false
        case let other:
            throw .invalidRule(
                "The state \(other) is not one that rules have in local-aws: ENABLED or DISABLED."
            )
        }
        tags = try EventTags.read(parameters)
    }

    func permissions(in state: EventsState, _ context: ActionContext) -> [RequiredPermission] {
        context.rulePermission(ruleName)
    }

    func perform(on state: inout EventsState, in context: inout ActionContext) throws(ServiceError) -> String
    {
        let old = state.rules[ruleName]
        guard old != nil || state.rules.count < Self.maximumRules else {
            throw ServiceError(
                "LimitExceededException",
                "The requested resource exceeds the maximum number allowed."
            )
        }
        let rule = EventRule(
            name: ruleName,
            description: description,
            roleARN: roleARN,
            patternText: pattern?.text,
            pattern: pattern?.pattern,
            scheduleText: schedule,
            isEnabled: isEnabled,
            tags: old?.tags ?? tags,
            targets: old?.targets ?? [],
            startTime: context.now
        )
        state.put(rule, &context)
        context.note("events", "rule \(ruleName) put")
        return rule.arn(context)
    }

    static func render(_ arn: String, to writer: inout OutputWriter) {
        writer.text("RuleArn", arn)
    }
}
