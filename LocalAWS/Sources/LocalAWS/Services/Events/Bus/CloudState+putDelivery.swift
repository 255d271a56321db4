extension CloudState {
    /// Takes what another service hands to the event bus: the detail of an event.
    mutating func putEvent(
        _ delivery: Delivery,
        on bus: ARN,
        _ context: inout ActionContext
    ) -> Delivery.Outcome {
        guard bus.isDefaultBus, bus.region == context.region.name, bus.accountID == context.accountID else {
            return .refused("there is no event bus \(bus)")
        }
        guard let detail = try? Document(json: delivery.payload), detail.structure != nil else {
            return .refused("an event's detail is a JSON object")
        }
        let event = BusEvent(
            source: delivery.servicePrincipal.prefix { $0 != "." }.description,
            detailType: delivery.subject ?? "",
            detail: detail,
            resources: [delivery.target, delivery.sourceARN]
        )
        putEvent(event, &context)
        return .accepted
    }
}
