/// Lets instances out of a group, which run on.
struct DetachInstances: DepartureOperation {
    static let name = "DetachInstances"
    static let candidates: (states: Set<LifecycleState>, names: String) = (
        [.inService, .standby], "InService or Standby"
    )
    static let leaving = LifecycleState.detaching
    let departure: Departure

    static func words(count: Int) -> Departure.Words {
        Departure.Words(
            description: "Detaching EC2 instance",
            verb: "was detached",
            purpose: "detach \(count) instance"
        )
    }
}
