internal import Platform

extension CloudState {
    /// Takes an event: what other services tell of themselves, and what clients put.
    ///
    /// - Returns: the event's ID.
    @discardableResult
    mutating func putEvent(_ event: BusEvent, _ context: inout ActionContext) -> String {
        let id = context.identifiers.uuid()
        let document = event.document(id: id, context)
        let rules = withRegion(context.region) { $0.events.rules.values }
        for rule in rules.sorted(by: { $0.name < $1.name })
        where rule.isEnabled && rule.pattern?.matches(document) ?? false {
            count(.matchedEvents, ofRule: rule.name, &context)
            handOver(document, by: rule, &context)
        }
        return id
    }

    /// Has a rule's schedule hand an event to its targets, and waits for its next moment.
    mutating func fire(_ name: String, _ context: inout ActionContext) {
        let now = context.now
        guard let rule = withRegion(context.region, { $0.events.ruleFiring(name, at: now) }) else { return }
        let event = BusEvent(
            source: "aws.events",
            detailType: "Scheduled Event",
            detail: [:],
            resources: [rule.arn(context)]
        )
        context.note("events", "rule \(name) fired")
        handOver(event.document(id: context.identifiers.uuid(), context), by: rule, &context)
        withRegion(context.region) { $0.events.expectFiring(of: name, &context) }
    }

    private mutating func handOver(_ event: Document, by rule: EventRule, _ context: inout ActionContext) {
        count(.triggeredRules, ofRule: rule.name, &context)
        let facts = EventTemplate.Rule(
            name: rule.name,
            arn: rule.arn(context),
            ingestionTime: context.now.iso8601
        )
        for target in rule.targets {
            let delivery = EventDelivery(
                target: target,
                ruleARN: facts.arn,
                payload: target.form.payload(of: event, facts),
                firstAttempt: context.now
            )
            attempt(delivery, &context)
        }
    }

    /// Hands an event to a target. One that can't take it just now is asked again, for a day; what can't be delivered
    /// goes to the target's dead-letter queue.
    mutating func attempt(_ delivery: EventDelivery, _ context: inout ActionContext) {
        if delivery.isFirstAttempt { count(.invocations, ofRule: delivery.ruleName, &context) }
        let outcome = deliver(delivery.delivery(to: delivery.target.arn), &context)
        switch outcome {
        case .accepted:
            context.note("events", "event delivered to \(delivery.target.arn)")
        case .postponed(let reason):
            if let (next, delay) = delivery.next(at: context.now) {
                context.schedule(.events(.delivery(next)), after: delay)
            } else {
                giveUp(delivery, reason, code: "THROTTLING", &context)
            }
        case .refused(let reason): giveUp(delivery, reason, code: "NO_PERMISSIONS", &context)
        }
    }

    private mutating func giveUp(
        _ delivery: EventDelivery,
        _ reason: String,
        code: String,
        _ context: inout ActionContext
    ) {
        context.note("events", "event not delivered to \(delivery.target.arn): \(reason)")
        count(.failedInvocations, ofRule: delivery.ruleName, &context)
        guard let queue = delivery.target.deadLetterARN else { return }
        var letter = delivery.delivery(to: queue)
        letter.attributes = [
            "RULE_ARN": delivery.ruleARN, "TARGET_ARN": delivery.target.arn, "ERROR_CODE": code,
            "ERROR_MESSAGE": reason,
        ]
        if case .accepted = deliver(letter, &context) {
            count(.sentToDeadLetterQueue, ofRule: delivery.ruleName, &context)
        }
    }
}
