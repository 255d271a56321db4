internal import Platform

/// What an action or an event knows besides its parameters and its state, and what it leaves to be done.
struct ActionContext {
    /// The cloud's time; the same for everything that happens in a call.
    let now: Timestamp
    let region: Region
    let accountID: String
    let caller: Caller
    var timings: CloudTimings
    private let disturbances: Disturbances
    /// The address of the emulator, as its client reached it.
    let endpointURL: String
    /// Where new identifiers come from.
    var identifiers: IdentifierGenerator
    /// What is left to be done.
    private(set) var aftermath = Aftermath()

    init(
        now: Timestamp,
        region: Region,
        accountID: String,
        caller: Caller,
        timings: CloudTimings,
        disturbances: Disturbances = Disturbances(),
        endpointURL: String,
        identifiers: IdentifierGenerator
    ) {
        self.now = now
        self.region = region
        self.accountID = accountID
        self.caller = caller
        self.timings = timings
        self.disturbances = disturbances
        self.endpointURL = endpointURL
        self.identifiers = identifiers
    }

    /// Has something happen later in this region, or, without a delay, right after what happens now.
    mutating func schedule(_ event: DueEvent, after delay: Duration = .zero) {
        schedule(event, at: now + delay)
    }

    /// Has something happen at that moment in this region.
    mutating func schedule(_ event: DueEvent, at moment: Timestamp) {
        aftermath.events.append(Agenda.Entry(moment: max(moment, now), region: region, event: event))
    }

    /// Has something done in the world outside, once the cloud is free.
    mutating func request(_ effect: any Effect) {
        aftermath.effects.append(effect)
    }

    /// Notes what happened, for people who watch.
    mutating func note(_ service: String, _ text: String) {
        aftermath.notes.append(Note(moment: now, region: region.name, service: service, text: text))
    }

    /// Has a call that a service itself makes fail, if a fault was asked for it: `ec2:RunInstances`.
    func attempt(_ action: String) throws(ServiceError) {
        if let error = disturbances.failure(of: action) { throw error }
    }

    /// Takes what is left to be done.
    mutating func takeAftermath() -> Aftermath {
        defer { aftermath = Aftermath() }
        return aftermath
    }

    /// The ARN of a resource in this region and account: `arn:aws:sns:eu-west-1:111122223333:<resource>`.
    func arn(_ service: String, _ resource: String) -> String {
        "arn:\(region.partition):\(service):\(region.name):\(accountID):\(resource)"
    }
}
