/// Has instances stand by: they run, and don't count.
struct EnterStandby: DepartureOperation {
    static let name = "EnterStandby"
    static let candidates: (states: Set<LifecycleState>, names: String) = ([.inService], "InService")
    static let leaving = LifecycleState.enteringStandby
    let departure: Departure

    static func words(count: Int) -> Departure.Words {
        Departure.Words(
            description: "Moving EC2 instance to Standby",
            verb: "was moved to standby",
            purpose: "place into standby \(count) instance"
        )
    }
}
