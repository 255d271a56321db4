extension CloudState {
    /// Puts what a group tells of itself on the account's event bus.
    mutating func putAutoScalingEvent(_ event: AutoScalingBusEvent, _ context: inout ActionContext) {
        putEvent(
            BusEvent(
                source: AutoScalingBusEvent.source,
                detailType: event.detailType,
                detail: event.detail,
                resources: event.resources,
                time: event.time
            ),
            &context
        )
    }
}
