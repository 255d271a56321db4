extension Service {
    /// Amazon EventBridge, with the account's default bus.
    static let events = Service(
        signingName: "events",
        version: "2015-10-07",
        wires: [.json],
        targetPrefix: "AWSEvents",
        jsonVersion: "1.1",
        parameterErrorCode: "ValidationException",
        actions: [
            Action(PutRule.self),
            Action(DescribeRule.self),
            Action(ListRules.self),
            Action(EnableRule.self),
            Action(DisableRule.self),
            Action(DeleteRule.self),

            Action(PutTargets.self),
            Action(ListTargetsByRule.self),
            Action(ListRuleNamesByTarget.self),
            Action(RemoveTargets.self),

            Action(PutEvents.self),
            Action(TestEventPattern.self),
            Action(ListEventBuses.self),
            Action(DescribeEventBus.self),

            Action(Events.TagResource.self),
            Action(Events.UntagResource.self),
            Action(Events.ListTagsForResource.self),
        ]
    )
}

/// Where those actions of EventBridge are whose names other services have, too.
enum Events {}

/// An action of EventBridge that needs nothing else.
protocol EventsOperation: Operation where State == EventsState {}

extension EventsOperation {
    static func withState<Result>(
        of cloud: inout CloudState,
        in region: Region,
        _ body: (inout EventsState) throws(ServiceError) -> Result
    ) throws(ServiceError) -> Result {
        try cloud.withRegion(region) { (region: inout RegionState) throws(ServiceError) in
            try body(&region.events)
        }
    }
}

/// The refusals of EventBridge.
extension ServiceError {
    static func invalidRule(_ message: String) -> ServiceError {
        ServiceError("ValidationException", message)
    }

    static func unknownRule(_ name: String) -> ServiceError {
        ServiceError("ResourceNotFoundException", "Rule \(name) does not exist on EventBus default.")
    }

    static func unknownBus(_ name: String) -> ServiceError {
        ServiceError("ResourceNotFoundException", "Event bus \(name) does not exist.")
    }

    static func invalidPattern(_ reason: PatternError) -> ServiceError {
        ServiceError("InvalidEventPatternException", "Event pattern is not valid. Reason: \(reason)")
    }
}

extension ListPage.Names {
    /// How EventBridge calls them.
    static let events = ListPage.Names(
        limit: "Limit",
        token: "NextToken",
        invalidToken: .invalidRule("The token is not valid.")
    )
}
