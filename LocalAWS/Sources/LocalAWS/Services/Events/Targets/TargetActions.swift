/// Adds targets to a rule, or replaces those with the same IDs.
struct PutTargets: EventsOperation {
    static let name = "PutTargets"
    static let honours: Set<String> = EventTarget.parameters.union(["Rule", "EventBusName"])
    static let refuses: Set<String> = EventTarget.refusedParameters
    static let mutates = true

    private static let maximumTargets = 5

    private let ruleName: String
    private let targets: [EventTarget]

    init(_ parameters: Parameters) throws(ServiceError) {
        ruleName = try parameters.ruleName("Rule")
        try parameters.checkBus()
        var targets: [EventTarget] = []
        for member in parameters.structures("Targets") { targets.append(try EventTarget(member)) }
        guard !targets.isEmpty else { throw .missingParameter("Targets") }
        self.targets = targets
    }

    func permissions(in state: EventsState, _ context: ActionContext) -> [RequiredPermission] {
        context.rulePermission(ruleName)
    }

    func perform(on state: inout EventsState, in context: inout ActionContext) throws(ServiceError) {
        var all = try state.rule(ruleName).targets
        for target in targets {
            if let position = all.firstIndex(where: { $0.id == target.id }) {
                all[position] = target
            } else {
                all.append(target)
            }
        }
        guard all.count <= Self.maximumTargets else {
            throw ServiceError(
                "LimitExceededException",
                "The requested resource exceeds the maximum number allowed."
            )
        }
        state.updateRule(ruleName) { $0.targets = all }
    }

    static func render(_ output: Void, to writer: inout OutputWriter) {
        writer.renderNoFailures()
    }
}

/// Lists the targets of a rule.
struct ListTargetsByRule: EventsOperation {
    static let name = "ListTargetsByRule"
    static let honours: Set<String> = ["Rule", "EventBusName", "NextToken", "Limit"]
    static let mutates = false

    private let ruleName: String
    private let page: ListPage

    init(_ parameters: Parameters) throws(ServiceError) {
        ruleName = try parameters.ruleName("Rule")
        try parameters.checkBus()
        page = try ListPage(parameters, of: Self.name, names: .events, limits: 1...100)
    }

    func permissions(in state: EventsState, _ context: ActionContext) -> [RequiredPermission] {
        context.rulePermission(ruleName)
    }

    func perform(
        on state: inout EventsState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<EventTarget> {
        page.page(of: try state.rule(ruleName).targets)
    }

    static func render(_ page: Page<EventTarget>, to writer: inout OutputWriter) {
        writer.list("Targets", of: page.items) { $1.render(to: &$0) }
        writer.text("NextToken", page.nextToken)
    }
}

/// Lists the rules that have a target.
struct ListRuleNamesByTarget: EventsOperation {
    static let name = "ListRuleNamesByTarget"
    static let honours: Set<String> = ["TargetArn", "EventBusName", "NextToken", "Limit"]
    static let mutates = false

    private let targetARN: String
    private let page: ListPage

    init(_ parameters: Parameters) throws(ServiceError) {
        targetARN = try parameters.required("TargetArn")
        try parameters.checkBus()
        page = try ListPage(parameters, of: Self.name, names: .events, limits: 1...100)
    }

    func perform(
        on state: inout EventsState,
        in context: inout ActionContext
    ) throws(ServiceError) -> Page<String> {
        let rules = state.rules.values.filter { $0.targets.contains { $0.arn == targetARN } }
        return page.page(of: rules.map(\.name).sorted())
    }

    static func render(_ page: Page<String>, to writer: inout OutputWriter) {
        writer.texts("RuleNames", page.items)
        writer.text("NextToken", page.nextToken)
    }
}

/// Removes targets of a rule. Those that aren't there don't matter.
struct RemoveTargets: EventsOperation {
    static let name = "RemoveTargets"
    static let honours: Set<String> = ["Rule", "EventBusName", "Ids.N", "Force"]
    static let mutates = true

    private let ruleName: String
    private let ids: [String]

    init(_ parameters: Parameters) throws(ServiceError) {
        ruleName = try parameters.ruleName("Rule")
        try parameters.checkBus()
        ids = parameters.list("Ids")
        guard !ids.isEmpty else { throw .missingParameter("Ids") }
        // It is about rules that other services manage, of which there are none.
        _ = try parameters.boolean("Force")
    }

    func permissions(in state: EventsState, _ context: ActionContext) -> [RequiredPermission] {
        context.rulePermission(ruleName)
    }

    func perform(on state: inout EventsState, in context: inout ActionContext) throws(ServiceError) {
        _ = try state.rule(ruleName)
        state.updateRule(ruleName) { $0.targets.removeAll { ids.contains($0.id) } }
    }

    static func render(_ output: Void, to writer: inout OutputWriter) {
        writer.renderNoFailures()
    }
}

extension OutputWriter {
    /// A call that does all or nothing has no single failures to tell of.
    fileprivate mutating func renderNoFailures() {
        number("FailedEntryCount", 0)
        texts("FailedEntries", [])
    }
}
