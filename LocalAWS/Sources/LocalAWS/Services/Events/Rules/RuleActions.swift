/// Lets a rule match and fire.
struct EnableRule: EventsOperation {
    static let name = "EnableRule"
    static let honours: Set<String> = ["Name", "EventBusName"]
    static let mutates = true

    private let ruleName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        ruleName = try parameters.ruleName("Name")
        try parameters.checkBus()
    }

    func permissions(in state: EventsState, _ context: ActionContext) -> [RequiredPermission] {
        context.rulePermission(ruleName)
    }

    func perform(on state: inout EventsState, in context: inout ActionContext) throws(ServiceError) {
        guard try !state.rule(ruleName).isEnabled else { return }
        state.updateRule(ruleName) {
            $0.isEnabled = true
            $0.startTime = context.now
        }
        state.expectFiring(of: ruleName, &context)
    }
}

/// Keeps a rule from matching and firing.
struct DisableRule: EventsOperation {
    static let name = "DisableRule"
    static let honours: Set<String> = ["Name", "EventBusName"]
    static let mutates = true

    private let ruleName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        ruleName = try parameters.ruleName("Name")
        try parameters.checkBus()
    }

    func permissions(in state: EventsState, _ context: ActionContext) -> [RequiredPermission] {
        context.rulePermission(ruleName)
    }

    func perform(on state: inout EventsState, in context: inout ActionContext) throws(ServiceError) {
        _ = try state.rule(ruleName)
        state.updateRule(ruleName) {
            $0.isEnabled = false
            $0.nextFiring = nil
        }
    }
}

/// Deletes a rule that has no targets left. One that isn't there may be deleted, too.
struct DeleteRule: EventsOperation {
    static let name = "DeleteRule"
    static let honours: Set<String> = ["Name", "EventBusName", "Force"]
    static let mutates = true

    private let ruleName: String

    init(_ parameters: Parameters) throws(ServiceError) {
        ruleName = try parameters.ruleName("Name")
        try parameters.checkBus()
        // It is about rules that other services manage, of which there are none.
        _ = try parameters.boolean("Force")
    }

    func permissions(in state: EventsState, _ context: ActionContext) -> [RequiredPermission] {
        context.rulePermission(ruleName)
    }

    func perform(on state: inout EventsState, in context: inout ActionContext) throws(ServiceError) {
        guard let rule = state.rules[ruleName] else { return }
        guard rule.targets.isEmpty else { throw .invalidRule("Rule can't be deleted since it has targets.") }
        state.removeRule(ruleName)
    }
}
