internal import Platform

/// What EventBridge holds in a region: the rules of its default bus.
struct EventsState: Codable, Sendable {
    private(set) var rules: [String: EventRule] = [:]

    /// The rule of that name.
    func rule(_ name: String) throws(ServiceError) -> EventRule {
        guard let rule = rules[name] else { throw .unknownRule(name) }
        return rule
    }

    /// Adds a rule, or replaces the one of its name, and has it fire if it has a schedule.
    mutating func put(_ rule: EventRule, _ context: inout ActionContext) {
        rules[rule.name] = rule
        expectFiring(of: rule.name, &context)
    }

    /// Changes a rule, if it is there.
    mutating func updateRule(_ name: String, _ change: (inout EventRule) -> Void) {
        guard var rule = rules[name] else { return }
        change(&rule)
        rules[name] = rule
    }

    mutating func removeRule(_ name: String) {
        rules[name] = nil
    }

    /// Has a rule fire at its schedule's next moment.
    mutating func expectFiring(of name: String, _ context: inout ActionContext) {
        guard let rule = rules[name] else { return }
        let next = rule.isEnabled ? rule.schedule?.next(after: context.now, startingAt: rule.startTime) : nil
        updateRule(name) { $0.nextFiring = next }
        if let next { context.schedule(.events(.firing(rule: name)), at: next) }
    }

    /// The rule, if it is to fire at that moment.
    func ruleFiring(_ name: String, at now: Timestamp) -> EventRule? {
        guard let rule = rules[name], rule.isEnabled, rule.nextFiring == now else { return nil }
        return rule
    }
}

/// What EventBridge has happen at a moment.
enum EventsEvent: ServiceEvent {
    /// A rule's schedule has come to a moment of it.
    case firing(rule: String)
    /// An event goes to a target, perhaps again.
    case delivery(EventDelivery)

    func happen(in cloud: inout CloudState, _ context: inout ActionContext) {
        switch self {
        case .firing(let name): cloud.fire(name, &context)
        case .delivery(let delivery): cloud.attempt(delivery, &context)
        }
    }
}
