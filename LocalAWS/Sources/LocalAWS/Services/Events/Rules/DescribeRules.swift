/// A rule with its ARN, as describe calls show it.
struct RuleView: Sendable {
    let rule: EventRule
    let arn: String

    func render(to writer: inout OutputWriter) {
        writer.text("Name", rule.name)
        writer.text("Arn", arn)
        writer.text("EventPattern", rule.patternText)
        writer.text("ScheduleExpression", rule.scheduleText)
        writer.text("State", rule.isEnabled ? "ENABLED" : "DISABLED")
        writer.text("Description", rule.description)
        writer.text("RoleArn", rule.roleARN)
        writer.text("EventBusName", EventBus.defaultName)
    }
}

/// Shows a rule.
struct DescribeRule: EventsOperation {
    static let name = "DescribeRule"
    static let honours: Set<String> = ["Name", "EventBusName"]
    static let mutates = false

    private let ruleName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        ruleName = try parameters.ruleName("Name")
        try parameters.checkBus()
    }

    func permissions(in state: EventsState, _ context: ActionContext) -> [RequiredPermission] {
        context.rulePermission(ruleName)
    }

    func perform(
        on state: inout EventsState,
        in context: inout ActionContext
    ) throws(ServiceError) -> (view: RuleView, accountID: String) {
        let rule = try state.rule(ruleName)
        return (RuleView(rule: rule, arn: rule.arn(context)), context.accountID)
    }

    static func render(_ output: (view: RuleView, accountID: String), to writer: inout OutputWriter) {
        output.view.render(to: &writer)
        writer.text("CreatedBy", output.accountID)
    }
}

/// Lists rules in the order of their names.
struct ListRules: EventsOperation {
    static let name = "ListRules"
    static let honours: Set<String> = ["NamePrefix", "EventBusName", "NextToken", "Limit"]
    static let mutates = false

    private let prefix: String?
    private let page: ListPage

    init(_ parameters: Parameters) throws(ServiceError) {
        prefix = parameters.optional("NamePrefix")
        try parameters.checkBus()
        page = try ListPage(parameters, of: Self.name, names: .events, limits: 1...100)
    }

    func perform(
        on state: inout EventsState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<RuleView> {
        let rules = state.rules.values.filter { rule in prefix.map(rule.name.hasPrefix) ?? true }
        return page.page(
            of: rules.sorted { $0.name < $1.name }.map { RuleView(rule: $0, arn: $0.arn(context)) }
        )
    }

    static func render(_ page: Page<RuleView>, to writer: inout OutputWriter) {
        writer.list("Rules", of: page.items) { $1.render(to: &$0) }
        writer.text("NextToken", page.nextToken)
    }
}
